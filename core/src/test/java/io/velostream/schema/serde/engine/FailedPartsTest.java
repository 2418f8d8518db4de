// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.deadletter.FailedPart.Encoding;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What dead letters keep of values that cannot be serialized. */
class FailedPartsTest {

  private static final String ORDER = TextFormat.schema("Order");

  private final Codec codec = new Codec();
  private final FailedParts<String> parts = new FailedParts<>(codec);

  private static String dataOf(FailedPart part) {
    return new String(part.data(), UTF_8);
  }

  @Test
  void encodesAValueByItsOwnSchema() {
    FailedPart part = parts.describe(Subject.of("orders-value"), new Text(ORDER, "hi"));

    assertThat(part.encoding()).isEqualTo(Encoding.SCHEMA);
    assertThat(dataOf(part)).isEqualTo("hi");
    assertThat(part.schema()).isEqualTo(ORDER);
    assertThat(part.subject()).isEqualTo("orders-value");
    assertThat(parts.restore("orders", part)).isEqualTo(new Text(ORDER, "hi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"poison", "deep"})
  void keepsAValueThatDoesNotFitItsSchemaAsTextWithTheSchema(String text) {
    FailedPart part = parts.describe(null, new Text(ORDER, text));

    assertThat(part.encoding()).isEqualTo(Encoding.TEXT);
    assertThat(dataOf(part)).contains(text);
    assertThat(part.schema()).isEqualTo(ORDER);
    assertThat(part.subject()).isNull();
    assertThat(parts.restore("orders", part)).isEqualTo(new Text(ORDER, dataOf(part)));
  }

  @Test
  void keepsAValueWithoutASchemaAsText() {
    codec.knowsSchemas = false;
    FailedPart part = parts.describe(null, new Text(ORDER, "hi"));

    assertThat(part.encoding()).isEqualTo(Encoding.TEXT);
    assertThat(part.schema()).isNull();
    assertThat(parts.restore("orders", part)).isEqualTo(new Text("none", dataOf(part)));
  }

  @Test
  void keepsAValueWhoseSchemaCannotBeReadAsText() {
    FailedPart part = parts.describe(null, 4711);

    assertThat(part.encoding()).isEqualTo(Encoding.TEXT);
    assertThat(part.schema()).isNull();
    assertThat(dataOf(part)).isEqualTo("4711");
  }

  @ParameterizedTest
  @CsvSource({"200000, SCHEMA", "200001, TEXT"})
  void leavesOutASchemaTooLongForAHeader(int length, Encoding encoding) {
    String schema = ORDER + " ".repeat(length - ORDER.length());
    FailedPart part = parts.describe(null, new Text(schema, "hi"));

    assertThat(part.encoding()).isEqualTo(encoding);
    assertThat(part.schema()).isEqualTo(encoding == Encoding.SCHEMA ? schema : null);
  }

  @Test
  void namesTheClassOfAValueWithoutText() {
    FailedPart part = parts.describe(null, new Mute());

    assertThat(dataOf(part)).isEqualTo("a value of " + Mute.class.getName() + " that has no text");
  }

  @Test
  void readsDataWithoutASchemaAsText() {
    FailedPart part = new FailedPart(Encoding.SCHEMA, "hi".getBytes(UTF_8), null, null);

    assertThat(parts.restore("orders", part)).isEqualTo(new Text("none", "hi"));
  }

  @Test
  void saysThatTextCannotBeConvertedWhereTheFormatCannot() {
    FailedParts<String> plain = new FailedParts<>(new TextCodec());
    FailedPart part = new FailedPart(Encoding.TEXT, "hi-s3cret".getBytes(UTF_8), ORDER, null);

    assertThatThrownBy(() -> plain.restore("orders", part))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("topic orders")
        .hasMessageContaining("holds it as text")
        .hasMessageContaining("a value of AVRO")
        .hasMessageContaining("withValue")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"poison", "deep"})
  void saysThatDataCannotBeRestored(String text) {
    FailedPart part = new FailedPart(Encoding.SCHEMA, text.getBytes(UTF_8), ORDER, null);

    assertThatThrownBy(() -> parts.restore("orders", part))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("cannot restore a record for topic orders")
        .hasMessageNotContaining(text)
        .cause()
        .isNotNull();
  }

  private static final class Mute {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  /** Texts that can be made of text as well, and whose schemas may be unknown. */
  private static final class Codec implements SchemaCodec<String> {

    private final TextCodec texts = new TextCodec();
    private boolean knowsSchemas = true;

    @Override
    public SchemaFormat<String> format() {
      return texts.format();
    }

    @Override
    public Object shapeOf(Object value) {
      return texts.shapeOf(value);
    }

    @Override
    public boolean hasOwnSchema(Object value) {
      return knowsSchemas;
    }

    @Override
    public String schemaOf(Object value) {
      if (!knowsSchemas) {
        throw new AssertionError("has no schema of its own");
      }
      return texts.schemaOf(value);
    }

    @Override
    public ValueEncoder encoder(String registered, Object sample) {
      return texts.encoder(registered, sample);
    }

    @Override
    public ValueDecoder decoder(String writer, @Nullable String reader) {
      return texts.decoder(writer, reader);
    }

    @Override
    public Object ofEncoded(String schema, byte[] data) {
      TextCodec.Decoded decoded =
          (TextCodec.Decoded) decoder(schema, null).decode(data, 0, data.length);
      return new Text(schema, decoded.text());
    }

    @Override
    public Object ofText(@Nullable String schema, String text) {
      return new Text(schema == null ? "none" : schema, text);
    }
  }
}
