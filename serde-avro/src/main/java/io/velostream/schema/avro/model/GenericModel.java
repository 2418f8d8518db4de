// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.model;

import java.util.Collection;
import org.apache.avro.Conversion;
import org.apache.avro.generic.GenericData;

/**
 * Avro's model of generic values to be written. It takes what Avro's generic writer takes: no Java
 * enums, and no text but {@link CharSequence}s, whatever generated classes may hold.
 */
public final class GenericModel extends GenericData {

  public GenericModel(Collection<? extends Conversion<?>> conversions) {
    conversions.forEach(this::addLogicalTypeConversion);
  }
}
