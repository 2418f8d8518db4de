// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.wire.FrameHints;
import io.velostream.schema.serde.wire.IdReader;
import io.velostream.schema.serde.wire.IdWriter;
import io.velostream.schema.serde.wire.SchemaFrame;
import io.velostream.schema.serde.wire.WireFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class IdPlacementTest {

  private static final UUID GUID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final byte[] GUID_FRAME = WireFormat.guidFrame(GUID);

  @Test
  void writesAPrefixByDefault() {
    SchemaFrame frame = writer(Map.of()).frame(registered(null));

    assertThat(frame.prefix).isEqualTo(WireFormat.idFrame(7));
    assertThat(frame.header).isNull();
  }

  @Test
  void writesTheGuidToAHeaderWhenAsked() {
    SchemaFrame frame = headerWriter().frame(registered(GUID));

    assertThat(frame.prefix).isEmpty();
    assertThat(frame.header).isEqualTo(GUID_FRAME);
  }

  @Test
  void saysThatAnOldRegistryGivesNoGuid() {
    assertThatThrownBy(() -> headerWriter().frame(registered(null)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("older than 8.0")
        .hasMessageContaining("value.schema.id.serializer=prefix");
  }

  @Test
  void addsTheSameHeaderOnce() {
    Headers headers = new RecordHeaders();
    headerWriter().addHeader("orders", headers, GUID_FRAME);
    headerWriter().addHeader("orders", headers, GUID_FRAME);

    assertThat(headers.toArray()).hasSize(1);
    assertThat(headers.lastHeader("__value_schema_id").value()).isEqualTo(GUID_FRAME);
  }

  @Test
  void addsTheHeaderAgainWhereAnotherOneWouldBeRead() {
    Headers headers = new RecordHeaders();
    headerWriter().addHeader("orders", headers, GUID_FRAME);
    headers.add("__value_schema_id", WireFormat.guidFrame(new UUID(1, 2)));
    headerWriter().addHeader("orders", headers, GUID_FRAME);

    assertThat(headers.lastHeader("__value_schema_id").value()).isEqualTo(GUID_FRAME);
  }

  @Test
  void removesTheHeaderOfARecordThatIsForwardedWithAPrefix() {
    Headers headers = new RecordHeaders();
    headers.add("__key_schema_id", GUID_FRAME);
    headers.add("__value_schema_id", GUID_FRAME);
    headerWriter().removeHeader(headers);
    headerWriter().removeHeader(null);

    assertThat(headers.toArray()).hasSize(1);
    assertThat(headers.lastHeader("__key_schema_id").value()).isEqualTo(GUID_FRAME);
  }

  @Test
  void needsHeadersToWriteOne() {
    assertThatThrownBy(() -> headerWriter().addHeader("orders", null, GUID_FRAME))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("orders")
        .hasMessageContaining("no headers");
  }

  @Test
  void readsTheLastHeaderBeforeThePrefix() {
    Headers headers = new RecordHeaders();
    headers.add("__value_schema_id", WireFormat.idFrame(1));
    headers.add("__value_schema_id", GUID_FRAME);
    headers.add("__key_schema_id", WireFormat.idFrame(2));

    assertThat(reader(Map.of(), false).header("orders", headers, new byte[0]))
        .isEqualTo(GUID_FRAME);
    assertThat(reader(Map.of(), true).header("orders", headers, new byte[0]))
        .isEqualTo(WireFormat.idFrame(2));
    assertThat(reader(Map.of(), false).header("orders", new RecordHeaders(), new byte[0])).isNull();
    assertThat(reader(Map.of(), false).header("orders", null, new byte[0])).isNull();
  }

  @Test
  void looksAtNoHeaderWhenToldToReadPrefixes() {
    Headers headers = new RecordHeaders().add("__value_schema_id", GUID_FRAME);
    Map<String, String> configs = Map.of("value.schema.id.deserializer", "prefix");

    assertThat(reader(configs, false).header("orders", headers, new byte[0])).isNull();
  }

  @Test
  void missesTheHeaderWhenToldToReadHeaders() {
    Map<String, String> configs = Map.of("value.schema.id.deserializer", "header");

    assertThatThrownBy(
            () -> reader(configs, false).header("orders", new RecordHeaders(), new byte[0]))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("orders")
        .hasMessageContaining("no header __value_schema_id");
  }

  @Test
  void refusesAHeaderThatHoldsNoFrame() {
    assertRefused(null, "without a value");
    assertRefused(new byte[0], "is empty");
    assertRefused(new byte[] {1, 2, 3}, "takes 17");
    assertRefused(new byte[18], "18 bytes, too many");
    assertRefused(new byte[] {5, 0, 0, 0, 1}, "magic byte");
  }

  private static void assertRefused(byte[] value, String problem) {
    Headers headers = new RecordHeaders().add("__value_schema_id", value);
    assertThatThrownBy(() -> reader(Map.of(), false).header("orders", headers, new byte[0]))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("topic orders")
        .hasMessageContaining(problem);
  }

  private static RegisteredSchema registered(UUID guid) {
    return new RegisteredSchema(
        ".", SchemaId.of(7), guid, null, SchemaDefinition.of(TextFormat.TYPE, "text"));
  }

  private static IdWriter headerWriter() {
    return writer(Map.of("value.schema.id.serializer", "header"));
  }

  private static IdWriter writer(Map<String, ?> configs) {
    return new IdWriter(SerdeConfig.forSerializer(configs, false, new ConfigDef()));
  }

  private static IdReader reader(Map<String, ?> configs, boolean isKey) {
    SerdeConfig config = SerdeConfig.forDeserializer(configs, isKey, new ConfigDef());
    return new IdReader(config, new FrameHints(config, new TextFormat()));
  }
}
