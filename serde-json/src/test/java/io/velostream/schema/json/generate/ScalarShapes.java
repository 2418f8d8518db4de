// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Classes whose properties Jackson writes as scalars, or that are written as one themselves. */
final class ScalarShapes {

  private ScalarShapes() {}

  record Primitives(
      boolean a, byte b, short c, int d, long e, float f, double g, char h, Byte i, Short j) {}

  record Boxes(
      Boolean a, Integer b, Long c, Float d, Double e, Character f, BigDecimal g, BigInteger h) {}

  record Numbers(Number a, AtomicInteger b, AtomicLong c, AtomicBoolean d) {}

  record Texts(String a, CharSequence b, UUID c, URI d, URL e, Locale f, Currency g) {}

  record Places(File a, Path b, TimeZone c, Charset d, Pattern e, InetAddress f, Class<?> g) {}

  record Buffers(ByteBuffer a, List<ByteBuffer> b) {}

  record Bytes(byte[] a, char[] b, Byte[] c, short[] d) {}

  record Options(
      Optional<String> a,
      OptionalInt b,
      OptionalLong c,
      OptionalDouble d,
      Optional<List<Long>> e) {}

  record Held(AtomicReference<String> a, Optional<Optional<Integer>> b) {}

  record Moments(Instant a, OffsetDateTime b, ZonedDateTime c, Date d, Calendar e) {}

  record Days(LocalDate a, LocalTime b, LocalDateTime c, OffsetTime d, YearMonth e) {}

  record Spans(Duration a, Period b, Year c, MonthDay d, ZoneId e) {}

  record Trees(JsonNode a, Object b, Map<String, Object> c, @JsonRawValue String d) {
    @Override
    public String d() {
      return d == null ? null : "[1, \"" + d + "\"]";
    }
  }

  enum Plain {
    A,
    B
  }

  enum Renamed {
    @JsonProperty("first")
    ONE,
    TWO
  }

  @JsonFormat(shape = JsonFormat.Shape.NUMBER)
  enum Counted {
    ZERO,
    ONE
  }

  enum Valued {
    LOW(1),
    HIGH(2);

    private final int level;

    Valued(int level) {
      this.level = level;
    }

    @JsonValue
    int level() {
      return level;
    }
  }

  enum Bodied {
    X {
      @Override
      int size() {
        return 1;
      }
    },
    Y;

    int size() {
      return 2;
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.OBJECT)
  enum Described {
    ONLY;

    public int getSize() {
      return 3;
    }
  }

  record Enums(Plain a, Renamed b, Counted c, Valued d, Bodied e, Described f) {}

  record Code(@JsonValue String text) {}

  interface Named {
    @JsonValue
    String name();
  }

  record Person(String name) implements Named {}

  record Amount(@JsonValue BigDecimal value) {}

  record Tags(@JsonValue List<String> all) {}

  record Loose(@JsonValue Object any) {}

  record Coded(Code a, Person b, Amount c, Tags d, Loose e, Named f) {}

  record Formatted(
      @JsonFormat(shape = JsonFormat.Shape.STRING) int a,
      @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal b,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) Plain c,
      @JsonFormat(shape = JsonFormat.Shape.STRING) LocalDate d,
      @JsonFormat(pattern = "yyyy/MM/dd") LocalDate e,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant f,
      @JsonFormat(pattern = "dd.MM.yyyy", shape = JsonFormat.Shape.STRING) Date g,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean h,
      @JsonFormat(shape = JsonFormat.Shape.STRING) List<LocalDate> i,
      @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) List<String> j) {}

  static final class InHex extends StdScalarSerializer<Integer> {
    private static final long serialVersionUID = 1L;

    InHex() {
      super(Integer.class);
    }

    @Override
    public void serialize(Integer value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      out.writeString(Integer.toHexString(value));
      out.writeEndArray();
    }
  }

  static final class ToLength extends StdConverter<String, Integer> {
    @Override
    public Integer convert(String value) {
      return value.length();
    }
  }

  static final class ToPair extends StdConverter<String, Boxes> {
    @Override
    public Boxes convert(String value) {
      return new Boxes(true, value.length(), null, null, null, null, null, null);
    }
  }

  record Custom(
      @JsonSerialize(using = InHex.class) Integer a,
      @JsonSerialize(converter = ToLength.class) String b,
      @JsonSerialize(contentUsing = InHex.class) List<Integer> c,
      @JsonSerialize(contentConverter = ToLength.class) Map<String, String> d,
      @JsonSerialize(converter = ToPair.class) String e) {}
}
