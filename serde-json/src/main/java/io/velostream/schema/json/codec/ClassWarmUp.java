// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.model.ValueEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads and links the classes that the first record needs. Writes and reads an object with all
 * common kinds of properties, once in a JVM, while a codec is configured; with validation, if the
 * codec validates. Does not generate a schema from a class, because that costs a cold JVM more time
 * than it saves for the first record.
 */
final class ClassWarmUp {

  /** The parts of the warm-up, which each run once. */
  private enum Part {
    WRITE,
    WRITE_VALIDATED,
    READ,
    READ_VALIDATED
  }

  /** A schema with the keywords of generated schemas. */
  static final String SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "required": ["whole"],
       "properties": {
         "text": {"oneOf": [{"type": "null"}, {"type": "string", "maxLength": 100}]},
         "whole": {"type": "integer", "minimum": 0},
         "large": {"type": "integer"},
         "number": {"type": "number"},
         "boxed": {"oneOf": [{"type": "null"}, {"type": "number"}]},
         "is": {"type": "boolean"},
         "state": {"oneOf": [{"type": "null"}, {"type": "string", "enum": ["OPEN", "CLOSED"]}]},
         "parts": {"oneOf": [{"type": "null"},
           {"type": "array", "items": {"$ref": "#/$defs/Part"}}]},
         "labels": {"oneOf": [{"type": "null"},
           {"type": "object", "additionalProperties": {"type": "string"}}]}},
       "$defs": {"Part": {"type": "object", "properties": {"name": {"type": "string"}}}}}
      """;

  private static final byte[] PAYLOAD =
      ("{\"text\":\"a\",\"whole\":1,\"large\":12345678901,\"number\":1.5,\"boxed\":2.5,\"is\":true,"
              + "\"state\":\"OPEN\",\"parts\":[{\"name\":\"b\"}],\"labels\":{\"c\":\"d\"}}")
          .getBytes(StandardCharsets.UTF_8);

  private static final Logger LOG = LoggerFactory.getLogger(ClassWarmUp.class);

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Set<Part> DONE = EnumSet.noneOf(Part.class);

  private ClassWarmUp() {}

  /** An enum property. */
  enum State {
    OPEN,
    CLOSED
  }

  /** A Java record, created by its constructor. */
  record Piece(String name) {}

  /** A bean, whose properties are set one by one. */
  static final class Whole {
    private @Nullable String text;
    private int whole;
    private long large;
    private double number;
    private @Nullable Double boxed;
    private boolean is;
    private @Nullable State state;
    private @Nullable List<Piece> parts;
    private @Nullable Map<String, String> labels;

    public @Nullable String getText() {
      return text;
    }

    public void setText(@Nullable String text) {
      this.text = text;
    }

    public int getWhole() {
      return whole;
    }

    public void setWhole(int whole) {
      this.whole = whole;
    }

    public long getLarge() {
      return large;
    }

    public void setLarge(long large) {
      this.large = large;
    }

    public double getNumber() {
      return number;
    }

    public void setNumber(double number) {
      this.number = number;
    }

    public @Nullable Double getBoxed() {
      return boxed;
    }

    public void setBoxed(@Nullable Double boxed) {
      this.boxed = boxed;
    }

    public boolean getIs() {
      return is;
    }

    public void setIs(boolean is) {
      this.is = is;
    }

    public @Nullable State getState() {
      return state;
    }

    public void setState(@Nullable State state) {
      this.state = state;
    }

    public @Nullable List<Piece> getParts() {
      return parts;
    }

    public void setParts(@Nullable List<Piece> parts) {
      this.parts = parts;
    }

    public @Nullable Map<String, String> getLabels() {
      return labels;
    }

    public void setLabels(@Nullable Map<String, String> labels) {
      this.labels = labels;
    }
  }

  /** The type of the object. */
  static JavaType type() {
    return TypeFactory.defaultInstance().constructType(Whole.class);
  }

  /**
   * Writes the object, once in a JVM.
   *
   * @param codecs creates a codec like the configured one
   * @param validates whether the configured codec validates
   */
  static void write(Supplier<JsonCodec> codecs, boolean validates) {
    perform(validates ? Part.WRITE_VALIDATED : Part.WRITE, () -> write(codecs.get()));
  }

  /**
   * Reads the object, once in a JVM.
   *
   * @param codecs creates a codec like the configured one that reads {@link Whole}
   * @param validates whether the configured codec validates
   */
  static void read(Supplier<JsonCodec> codecs, boolean validates) {
    perform(validates ? Part.READ_VALIDATED : Part.READ, () -> read(codecs.get()));
  }

  /** Ignores failures: they would occur again, and be reported, for the first record. */
  private static void perform(Part part, Supplier<Object> classWarmUp) {
    LOCK.lock(); // no I/O; a second thread waits no longer than its own warm-up would take
    try {
      if (DONE.add(part)) {
        var unused = classWarmUp.get();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Class warm-up failed; the first record will take longer", e);
    } finally {
      LOCK.unlock();
    }
  }

  static byte[] write(JsonCodec codec) {
    Whole whole = whole();
    codec.shapeOf(whole);
    ValueEncoder encoder = codec.encoder(JsonSchema.parse(SCHEMA), whole);
    return encoder.encode(whole, new byte[0]);
  }

  static Whole read(JsonCodec codec) {
    ValueDecoder decoder = codec.decoder(JsonSchema.parse(SCHEMA), null);
    return (Whole) Objects.requireNonNull(decoder.decode(PAYLOAD, 0, PAYLOAD.length));
  }

  private static Whole whole() {
    Whole whole = new Whole();
    whole.setText("a");
    whole.setWhole(1);
    whole.setLarge(12_345_678_901L);
    whole.setNumber(1.5);
    whole.setBoxed(2.5);
    whole.setIs(true);
    whole.setState(State.OPEN);
    whole.setParts(List.of(new Piece("b")));
    whole.setLabels(Map.of("c", "d"));
    return whole;
  }
}
