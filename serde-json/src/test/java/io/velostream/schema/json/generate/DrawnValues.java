// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Draws values of classes from a seed, nulls within them included. */
final class DrawnValues {

  private static final int DEPTH = 4;

  private final Random random;
  private final Map<Class<?>, List<Class<?>>> subclasses;
  private final Map<Class<?>, Supplier<Object>> scalars = new LinkedHashMap<>();

  DrawnValues(long seed, Map<Class<?>, List<Class<?>>> subclasses) {
    this.random = new Random(seed);
    this.subclasses = subclasses;
    numbers();
    texts();
    times();
  }

  private void numbers() {
    put(random::nextBoolean, boolean.class, Boolean.class);
    put(() -> (byte) random.nextInt(), byte.class, Byte.class);
    put(() -> (short) random.nextInt(), short.class, Short.class);
    put(() -> random.nextInt() >> random.nextInt(32), int.class, Integer.class);
    put(random::nextLong, long.class, Long.class);
    put(random::nextFloat, float.class, Float.class);
    put(() -> random.nextGaussian() * 1e9, double.class, Double.class);
    put(() -> (char) ('a' + random.nextInt(26)), char.class, Character.class);
    put(() -> BigDecimal.valueOf(random.nextLong(), random.nextInt(9)), BigDecimal.class);
    put(() -> new BigInteger(80, random), BigInteger.class);
    put(this::number, Number.class);
    put(() -> new AtomicInteger(random.nextInt()), AtomicInteger.class);
    put(() -> new AtomicLong(random.nextLong()), AtomicLong.class);
    put(() -> new AtomicBoolean(random.nextBoolean()), AtomicBoolean.class);
    put(() -> random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1), OptionalInt.class);
    put(() -> random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(1), OptionalLong.class);
    put(
        () -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(1.5),
        OptionalDouble.class);
  }

  private Number number() {
    return List.<Number>of(1, 2.5, new AtomicInteger(3), BigInteger.TEN).get(random.nextInt(4));
  }

  private String text() {
    return random.nextInt(5) == 0 ? "" : "t" + random.nextInt(100);
  }

  private void texts() {
    put(this::text, String.class);
    put(() -> random.nextBoolean() ? text() : new StringBuilder("b"), CharSequence.class);
    put(() -> new UUID(random.nextLong(), random.nextLong()), UUID.class);
    put(() -> URI.create(random.nextBoolean() ? "a/b" : "urn:x:1"), URI.class);
    put(() -> checked(() -> new URL("http://a.example/b")), URL.class);
    put(() -> Locale.GERMANY, Locale.class);
    put(() -> Currency.getInstance("EUR"), Currency.class);
    put(() -> new File("a"), File.class);
    put(() -> Path.of("a"), Path.class);
    put(() -> TimeZone.getTimeZone("UTC"), TimeZone.class);
    put(() -> StandardCharsets.UTF_8, Charset.class);
    put(() -> Pattern.compile("a+"), Pattern.class);
    put(
        () -> checked(() -> InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
        InetAddress.class);
    put(() -> ByteBuffer.wrap(new byte[random.nextInt(3)]), ByteBuffer.class);
    put(() -> String.class, Class.class);
    put(() -> tree(), JsonNode.class);
    put(() -> List.of(1, "a", Map.of("k", 1), List.of(1)).get(random.nextInt(4)), Object.class);
  }

  private JsonNode tree() {
    return random.nextBoolean()
        ? JsonNodeFactory.instance.numberNode(1)
        : JsonNodeFactory.instance.objectNode().put("a", 1);
  }

  private OffsetDateTime moment() {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))
        .atOffset(ZoneOffset.ofHours(random.nextInt(5)));
  }

  private void times() {
    put(() -> moment().toInstant(), Instant.class);
    put(this::moment, OffsetDateTime.class);
    put(() -> moment().atZoneSameInstant(ZoneId.of("Europe/Paris")), ZonedDateTime.class);
    put(() -> Date.from(moment().toInstant()), Date.class);
    put(() -> GregorianCalendar.from(moment().toZonedDateTime()), Calendar.class);
    put(() -> moment().toLocalDate(), LocalDate.class);
    put(() -> moment().toLocalTime(), LocalTime.class);
    put(() -> moment().toLocalDateTime(), LocalDateTime.class);
    put(() -> moment().toOffsetTime(), OffsetTime.class);
    put(() -> YearMonth.from(moment()), YearMonth.class);
    put(() -> Year.of(2026), Year.class);
    put(() -> MonthDay.of(1, 2), MonthDay.class);
    put(() -> Duration.ofMillis(random.nextInt()), Duration.class);
    put(() -> Period.ofDays(random.nextInt(9)), Period.class);
    put(() -> ZoneId.of("UTC"), ZoneId.class);
  }

  private void put(Supplier<Object> draw, Class<?>... types) {
    for (Class<?> each : types) {
      scalars.put(each, draw);
    }
  }

  private interface Call<T> {
    T run() throws Exception;
  }

  private static <T> T checked(Call<T> call) {
    try {
      return call.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A value of a class; never null. */
  Object value(Class<?> type) {
    return draw(type, 0, Map.of());
  }

  private Object nullable(Type type, int depth, Map<TypeVariable<?>, Type> bound) {
    boolean isPrimitive = type instanceof Class<?> raw && raw.isPrimitive();
    return !isPrimitive && (depth >= DEPTH || random.nextInt(4) == 0)
        ? null
        : draw(type, depth, bound);
  }

  private Object draw(Type type, int depth, Map<TypeVariable<?>, Type> bound) {
    if (type instanceof TypeVariable<?> variable) {
      return draw(bound.getOrDefault(variable, String.class), depth, bound);
    }
    if (type instanceof ParameterizedType generic) {
      return generic(generic, depth, bound);
    }
    if (type instanceof GenericArrayType array) {
      return draw(array.getGenericComponentType(), depth, bound);
    }
    if (!(type instanceof Class<?> raw)) {
      return "any";
    }
    Supplier<Object> scalar = scalars.get(raw);
    if (scalar != null) {
      return scalar.get();
    }
    if (raw.isEnum()) {
      Object[] constants = raw.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return raw.isArray() ? array(raw.getComponentType(), depth, bound) : object(raw, depth, bound);
  }

  private Object array(Class<?> component, int depth, Map<TypeVariable<?>, Type> bound) {
    Object array = Array.newInstance(component, random.nextInt(3));
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, nullable(component, depth + 1, bound));
    }
    return array;
  }

  private Object object(Class<?> declared, int depth, Map<TypeVariable<?>, Type> bound) {
    List<Class<?>> possible = subclasses.getOrDefault(declared, List.of(declared));
    Class<?> raw = possible.get(random.nextInt(possible.size()));
    Constructor<?> constructor =
        Arrays.stream(raw.getDeclaredConstructors())
            .max(Comparator.comparingInt(Constructor::getParameterCount))
            .orElseThrow(() -> new IllegalStateException("no constructor of " + raw));
    constructor.setAccessible(true);
    List<Object> arguments = new ArrayList<>();
    for (Parameter each : constructor.getParameters()) {
      arguments.add(nullable(each.getParameterizedType(), depth + 1, bound));
    }
    return checked(() -> constructor.newInstance(arguments.toArray()));
  }

  private Object generic(ParameterizedType type, int depth, Map<TypeVariable<?>, Type> outer) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    Type last = arguments[arguments.length - 1];
    int size = random.nextInt(3);
    if (raw == List.class) {
      List<Object> drawn = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        drawn.add(nullable(last, depth + 1, outer));
      }
      return drawn;
    }
    if (raw == Set.class) {
      Set<Object> drawn = new LinkedHashSet<>();
      for (int i = 0; i < size; i++) {
        drawn.add(nullable(last, depth + 1, outer));
      }
      return drawn;
    }
    if (raw == Map.class) {
      Map<Object, Object> drawn = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        drawn.put(draw(arguments[0], depth + 1, outer), nullable(last, depth + 1, outer));
      }
      return drawn;
    }
    if (raw == Optional.class) {
      return Optional.ofNullable(nullable(last, depth + 1, outer));
    }
    if (raw == AtomicReference.class) {
      return new AtomicReference<>(nullable(last, depth + 1, outer));
    }
    if (raw == Class.class) {
      return String.class;
    }
    Map<TypeVariable<?>, Type> bound = new LinkedHashMap<>(outer);
    for (int i = 0; i < arguments.length; i++) {
      bound.put(raw.getTypeParameters()[i], arguments[i]);
    }
    return object(raw, depth, bound);
  }
}
