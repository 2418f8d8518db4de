// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.avro.fallback.ValueText;
import java.io.IOException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Avro values as JSON for people: branches of unions without their names, logical types as dates
 * and numbers, and bytes as text of one character for each byte, as Avro's own JSON has them.
 */
final class AvroJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final GenericData DATA = new GenericData();

  static {
    DATA.addLogicalTypeConversion(new Conversions.DecimalConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.DateConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
  }

  private AvroJson() {}

  /**
   * Reads one value.
   *
   * @throws IOException if the bytes end early, or are more than the value
   */
  static JsonNode read(Schema schema, byte[] bytes, int offset) throws IOException {
    if (schema.getType() == Schema.Type.BYTES) {
      return NODES.textNode(new String(bytes, offset, bytes.length - offset, ISO_8859_1));
    }
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    Object value = new GenericDatumReader<>(schema, schema, DATA).read(null, decoder);
    if (!decoder.isEnd()) {
      throw new IOException("there are bytes behind the value");
    }
    return new ValueText(DATA).node(schema, value);
  }
}
