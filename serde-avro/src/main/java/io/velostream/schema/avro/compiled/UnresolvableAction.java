// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.Resolver;
import org.apache.avro.Schema;

/**
 * Detects actions of Avro's resolver that no value can satisfy: the two schemas do not match there.
 *
 * <p>Avro's resolver reports a mismatch as an error action, with one exception. It caches the
 * action of a record before it looks for missing fields, because the record may be recursive. If a
 * missing field has no default, the record becomes an error, but references inside the record keep
 * the cached, unfinished action. If such an action is reachable from elsewhere, the grammar of
 * Avro's own readers fails on it for any data.
 */
public final class UnresolvableAction {

  private UnresolvableAction() {}

  /** Whether an action cannot read any value. */
  public static boolean isUnresolvable(Resolver.Action action) {
    return action instanceof Resolver.ErrorAction || isUnfinished(action);
  }

  /** Whether Avro's resolver left an action unfinished. Avro cannot create a reader for it. */
  public static boolean isUnfinished(Resolver.Action action) {
    return action instanceof Resolver.RecordAdjust record
        && record.readerOrder.length > 0
        && record.readerOrder[record.readerOrder.length - 1] == null;
  }

  /** Describes an unresolvable action. */
  public static String reason(Resolver.Action misfit) {
    if (misfit.writer.getType() == Schema.Type.RECORD
        && misfit.reader.getType() == Schema.Type.RECORD) {
      for (Schema.Field field : misfit.reader.getFields()) {
        if (misfit.writer.getField(field.name()) == null && !field.hasDefaultValue()) {
          return "data of %s lacks the field %s of %s, which has no default"
              .formatted(misfit.writer.getFullName(), field.name(), misfit.reader.getFullName());
        }
      }
    }
    return misfit.toString();
  }
}
