// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.reflect;

import static io.velostream.schema.avro.Codecs.reading;
import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.codec.AvroCodec;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.fallback.AvroDecoder;
import io.velostream.schema.avro.fallback.ReflectReader;
import io.velostream.schema.avro.model.AllowedClasses;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.reflect.Nullable;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reflection writes of collections, maps, arrays and text, it reads back, or refuses. */
class ReflectedContainersTest {

  enum Level {
    LOW,
    HIGH
  }

  /** Each field as it is declared most often, and with an initial value of its own. */
  static class Collections {
    Collection<String> collection = List.of("b", "a");
    List<String> list = List.of("b", "a");
    ArrayList<String> arrayList = new ArrayList<>(list);
    LinkedList<String> linkedList = new LinkedList<>(list);
    Vector<String> vector = new Vector<>(list);
    Set<String> set = new LinkedHashSet<>(list);
    LinkedHashSet<String> linkedSet = new LinkedHashSet<>(list);
    SortedSet<String> sorted = new TreeSet<>(list);
    NavigableSet<String> navigable = new TreeSet<>(list);
    TreeSet<String> tree = new TreeSet<>(list);
    Queue<String> queue = new ArrayDeque<>(list);
    Deque<String> deque = new ArrayDeque<>(list);
    ArrayDeque<String> arrayDeque = new ArrayDeque<>(list);
    PriorityQueue<String> priority = new PriorityQueue<>(list);
    EnumSet<Level> enumSet = EnumSet.of(Level.HIGH);
    EnumSet<Level> noEnums = EnumSet.noneOf(Level.class);
    BlockingQueue<String> blocking = new LinkedBlockingQueue<>(list);
    BlockingDeque<String> blockingDeque = new LinkedBlockingDeque<>(list);
    ConcurrentLinkedQueue<String> concurrent = new ConcurrentLinkedQueue<>(list);
    ConcurrentSkipListSet<String> skipList = new ConcurrentSkipListSet<>(list);
    CopyOnWriteArrayList<String> copied = new CopyOnWriteArrayList<>(list);
    CopyOnWriteArraySet<String> copiedSet = new CopyOnWriteArraySet<>(list);
    List<TreeSet<String>> nested = List.of(new TreeSet<>(list));
    @Nullable Deque<Integer> maybe = new ArrayDeque<>(List.of(1));
    @Nullable Deque<Integer> absent;
  }

  /** Maps with keys of each kind. */
  static class Maps {
    Map<String, Integer> map = Map.of("a", 1);
    HashMap<String, Integer> hash = new HashMap<>(Map.of("a", 1));
    LinkedHashMap<String, Integer> linked = new LinkedHashMap<>();
    TreeMap<String, Integer> tree = new TreeMap<>(Map.of("b", 2, "a", 1));
    SortedMap<String, Integer> sorted = new TreeMap<>(tree);
    NavigableMap<String, Integer> navigable = new TreeMap<>(tree);
    ConcurrentMap<String, Integer> concurrent = new ConcurrentHashMap<>(tree);
    ConcurrentHashMap<String, Integer> concurrentHash = new ConcurrentHashMap<>(tree);
    ConcurrentNavigableMap<String, Integer> skipList = new ConcurrentSkipListMap<>(tree);
    Map<String, List<Integer>> ofLists = Map.of("a", List.of(1));
    @Nullable TreeMap<String, Integer> maybe = new TreeMap<>(tree);
    Optional<String> optional = Optional.of("x");
    Optional<List<Integer>> optionalList = Optional.empty();

    Maps() {
      for (int i = 20; i > 0; i--) {
        linked.put("key" + i, i);
      }
    }
  }

  /** Maps that are written as arrays of pairs. */
  static class Pairs {
    Map<Integer, String> byNumber = Map.of(1, "a");
    TreeMap<Integer, String> sorted = new TreeMap<>(Map.of(2, "b", 1, "a"));
    SortedMap<Long, String> sortedMap = new TreeMap<>(Map.of(2L, "b"));
    EnumMap<Level, String> byLevel = new EnumMap<>(Map.of(Level.LOW, "low"));
    EnumMap<Level, Integer> none = new EnumMap<>(Level.class);
    ConcurrentMap<Integer, String> concurrent = new ConcurrentHashMap<>(byNumber);
    List<TreeMap<Integer, String>> nested = List.of(sorted);
  }

  /** Arrays, small numbers and text of other classes. */
  static class Others {
    boolean[] booleans = {true, false};
    short[] shorts = {1, -1};
    char[] chars = {'a', 'ż'};
    int[] ints = {1};
    long[] longs = {1L << 40};
    float[] floats = {1.5f};
    double[] doubles = {-0.0};
    byte[][] bytes = {{1}, {}};
    int[][] matrix = {{1, 2}, {}};
    Short[] boxedShorts = {1};
    Byte[] boxedBytes = {1};
    Character[] boxedChars = {'a'};
    Level[] levels = {Level.HIGH};
    List<Short> shortList = List.of((short) 1);
    List<Byte> byteList = List.of((byte) 1);
    List<Character> charList = List.of('a');
    Map<String, Short> shortMap = Map.of("a", (short) 1);
    Set<Character> charSet = Set.of('z');
    byte tiny = 1;
    Short small = 2;
    Character letter = 'x';
    StringBuilder builder = new StringBuilder("built");
    StringBuffer buffer = new StringBuffer("buffered");
    @Nullable StringBuilder maybe = new StringBuilder("maybe");
    @Nullable StringBuilder absent;
    Utf8 utf8 = new Utf8("utf8");
    CharSequence text = "text";
    List<CharSequence> texts = List.of("text");
  }

  /** The same of a Java record. */
  record Row(
      Deque<String> deque,
      TreeMap<String, Integer> tree,
      LinkedHashMap<String, Integer> linked,
      EnumMap<Level, String> byLevel,
      EnumSet<Level> levels,
      SortedSet<Integer> sorted,
      ConcurrentMap<String, Long> concurrent,
      short[] shorts,
      char[] chars,
      StringBuilder builder,
      @Nullable StringBuilder absent) {}

  private static Row row() {
    Maps maps = new Maps();
    return new Row(
        new ArrayDeque<>(List.of("b", "a")),
        maps.tree,
        maps.linked,
        new EnumMap<>(Level.class),
        EnumSet.noneOf(Level.class),
        new TreeSet<>(Set.of(2, 1)),
        new ConcurrentHashMap<>(Map.of("a", 1L)),
        new short[] {1},
        new char[] {'x'},
        new StringBuilder("b"),
        null);
  }

  static Stream<Object> values() {
    return Stream.of(new Collections(), new Maps(), new Pairs(), new Others(), row());
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsBackWhatWasWritten(Object value) throws Exception {
    Class<?> type = value.getClass();
    AvroCodec writing = writing(AvroKeys.REFLECTION, true);
    Schema schema = writing.schemaOf(value);
    byte[] payload = Codecs.encode(writing, schema, value);
    AvroCodec reading = reading(AvroKeys.REFLECTION, true, AvroKeys.VALUE_TYPE, type);
    ReflectModel model = new ReflectModel(new AllowedClasses(type, List.of(), null), false);
    AvroDecoder byAvro = new AvroDecoder(() -> new ReflectReader(schema, schema, model), false);
    var decoder = reading.decoder(schema, null);

    assertSame(Codecs.decode(byAvro, payload), value);
    for (int i = 0; i < 600; i++) { // classes are made after a while
      assertSame(Codecs.decode(decoder, payload), value);
    }
  }

  private static void assertSame(Object read, Object value) throws Exception {
    assertThat(read).isInstanceOf(value.getClass());
    for (var field : value.getClass().getDeclaredFields()) {
      field.setAccessible(true);
      assertThat(text(field.get(read))).as(field.getName()).isEqualTo(text(field.get(value)));
      Object held = field.get(read);
      assertThat(held == null || field.getType().isPrimitive() || field.getType().isInstance(held))
          .as(field.getName())
          .isTrue();
    }
  }

  /** In the order of the value, unless it has none. */
  private static String text(Object value) {
    if (value instanceof Object[] array) {
      return Arrays.deepToString(array);
    }
    if (value != null && value.getClass().isArray()) {
      return Arrays.deepToString(new Object[] {value});
    }
    return String.valueOf(value);
  }

  static class Blocking {
    ArrayBlockingQueue<String> bounded = new ArrayBlockingQueue<>(1);
  }

  static class TreeInList {
    List<TreeMap<String, Integer>> bounded = List.of();
  }

  static class TreeInMap {
    Map<String, ConcurrentMap<String, Integer>> bounded = Map.of();
  }

  static class TreeInPairs {
    Map<Integer, TreeMap<String, Integer>> bounded = Map.of();
  }

  static class OptionalInList {
    List<Optional<String>> bounded = List.of();
  }

  static class BuilderInList {
    List<StringBuilder> bounded = List.of();
  }

  static class Builders {
    StringBuilder[] bounded = {};
  }

  static class OwnList<T> extends ArrayList<T> {
    private static final long serialVersionUID = 1L;

    OwnList(int size) {
      super(size);
    }
  }

  static class HoldsOwnList {
    OwnList<String> bounded = new OwnList<>(1);
  }

  record RecordOfBuilders(List<StringBuilder> bounded) {}

  static class Outer {
    Map<String, HoldsOwnList> parts = Map.of();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Blocking.class,
        TreeInList.class,
        TreeInMap.class,
        TreeInPairs.class,
        OptionalInList.class,
        BuilderInList.class,
        Builders.class,
        HoldsOwnList.class,
        RecordOfBuilders.class,
        Outer.class
      })
  void refusesToReadWhatNoFieldCanHoldAndNamesIt(Class<?> type) {
    Schema schema = new ReflectModel(ClassFinder.none(), false).getSchema(type);
    AvroCodec reading = reading(AvroKeys.REFLECTION, true, AvroKeys.VALUE_TYPE, type);
    String owner = type == Outer.class ? HoldsOwnList.class.getName() : type.getName();

    assertThatThrownBy(() -> reading.decoder(schema, null))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("the field bounded of " + owner)
        .hasMessageContaining("written but not read");
  }
}
