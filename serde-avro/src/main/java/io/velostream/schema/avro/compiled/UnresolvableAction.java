// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import org.apache.avro.Resolver;
import org.apache.avro.Schema;

/**
 * A place where two schemas do not fit: no value of the one can be read as the other there.
 *
 * <p>Avro's resolver says so by an error action, but for one case. It remembers a record's action
 * before it looks for fields that were not written, since the record may hold itself; where such a
 * field has no default, the record becomes an error, and whatever the record holds keeps the action
 * that was left unfinished. If that can be reached by another way, the grammar behind Avro's own
 * readers meets the unfinished action and fails for lack of a field, whatever the data.
 */
public final class UnresolvableAction {

  private UnresolvableAction() {}

  /** Whether no value can be read by an action. */
  public static boolean is(Resolver.Action action) {
    return action instanceof Resolver.ErrorAction || isUnfinished(action);
  }

  /** Whether Avro's resolver left an action unfinished, so that Avro has no reader for it. */
  public static boolean isUnfinished(Resolver.Action action) {
    return action instanceof Resolver.RecordAdjust record
        && record.readerOrder.length > 0
        && record.readerOrder[record.readerOrder.length - 1] == null;
  }

  /** What a misfit is, in words. */
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
