// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.util.Collection;
import org.apache.avro.Conversion;
import org.apache.avro.generic.GenericData;

/**
 * Avro's data model for writing generic values. Accepts the same values as Avro's generic writer:
 * no Java enums, and text only as {@link CharSequence}.
 */
public final class GenericModel extends GenericData {

  public GenericModel(Collection<? extends Conversion<?>> conversions) {
    conversions.forEach(this::addLogicalTypeConversion);
  }
}
