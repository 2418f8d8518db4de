// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Classes that Jackson writes as objects, and hierarchies of them. */
final class ObjectShapes {

  private ObjectShapes() {}

  record Point(int x, int y) {}

  record Pair<A, B>(A left, B right) {}

  record Node(String name, Node next, List<Node> children, Map<String, Node> named) {}

  record Lists(List<String> a, String[] b, int[] c, List<List<Point>> d, Set<Long> e, Point[] f) {}

  record Maps(
      Map<String, String> a, Map<Integer, Point> b, Map<String, List<Integer>> c, double[][] d) {}

  record Generic(Pair<String, Integer> a, Pair<Point, List<Point>> b) {}

  record Unwrapping(@JsonUnwrapped Point a, @JsonUnwrapped(prefix = "p_") Point b, int c) {}

  static class Lombok {
    private boolean isActive;
    private String iPhone;
    private String url;
    private Optional<Point> point = Optional.empty();

    Lombok() {}

    Lombok(boolean isActive, String iPhone, String url, Optional<Point> point) {
      this.isActive = isActive;
      this.iPhone = iPhone;
      this.url = url;
      this.point = point;
    }

    public boolean isActive() {
      return isActive;
    }

    public String getiPhone() {
      return iPhone;
    }

    public String getURL() {
      return url;
    }

    public Object getPoint() {
      return point == null ? null : point.orElse(null);
    }
  }

  static class Getters {
    private int count;
    @JsonIgnore public int hidden = 1;

    @JsonProperty("renamed")
    public Integer other;

    Getters(int count, Integer other) {
      this.count = count;
      this.other = other;
    }

    public String getCount() {
      return "n" + count;
    }
  }

  static class Extended extends Getters {
    public boolean more;

    Extended(int count, Integer other, boolean more) {
      super(count, other);
      this.more = more;
    }
  }

  static class Any {
    public int a;
    private final Map<String, Object> rest;

    Any(int a, Map<String, Object> rest) {
      this.a = a;
      this.rest = rest;
    }

    @JsonAnyGetter
    public Map<String, Object> rest() {
      return rest;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  static class Sparse {
    public int a;
    public String b;

    Sparse() {}

    Sparse(int a, String b) {
      this.a = a;
      this.b = b;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Filled(String a, List<String> b, Optional<String> c, int d) {}

  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"x", "y"})
  record Row(int x, String y) {}

  @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
  static class Known {
    public String name;

    Known(String name) {
      this.name = name;
    }
  }

  record Twice(Known a, Known b) {}

  record Rows(Row a, List<Row> b) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Shape permits Circle, Polygon {}

  @JsonTypeName("circle")
  record Circle(double radius) implements Shape {}

  sealed interface Polygon extends Shape permits Square, Triangle {}

  @JsonTypeName("square")
  record Square(int side) implements Polygon {}

  @JsonTypeName("triangle")
  record Triangle(int a, Point b) implements Polygon {}

  record Drawing(Shape a, List<Shape> b, Map<String, Shape> c, Optional<Shape> d, Polygon e) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Cat.class), @JsonSubTypes.Type(value = Dog.class, name = "d")})
  static class Animal {
    public int legs;

    Animal(int legs) {
      this.legs = legs;
    }
  }

  static class Cat extends Animal {
    public String name;

    Cat(int legs, String name) {
      super(legs);
      this.name = name;
    }
  }

  @JsonSubTypes(
      @JsonSubTypes.Type(
          value = Puppy.class,
          names = {}))
  static class Dog extends Animal {
    public boolean barks;

    Dog(int legs, boolean barks) {
      super(legs);
      this.barks = barks;
    }
  }

  static class Puppy extends Dog {
    public int weeks;

    Puppy(int legs, boolean barks, int weeks) {
      super(legs, barks);
      this.weeks = weeks;
    }
  }

  record Zoo(Animal a, List<Animal> b, Dog c) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface Part {}

  record Bolt(int size) implements Part {}

  record Nut(String thread) implements Part {}

  record Machine(Part a, List<Part> b) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
  interface Piece {}

  record Stone(int weight) implements Piece {}

  record Board(Piece a, Map<String, Piece> b) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({@JsonSubTypes.Type(Up.class), @JsonSubTypes.Type(Down.class)})
  interface Move {}

  record Up(int by) implements Move {}

  record Down(String by) implements Move {}

  record Game(Move a, List<Move> b) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
  @JsonSubTypes({@JsonSubTypes.Type(Red.class)})
  interface Colour {}

  record Red(int shade) implements Colour {}

  record Paint(Colour a, List<Colour> b) {}

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "type")
  @JsonSubTypes({@JsonSubTypes.Type(value = Sent.class, name = "sent")})
  interface Event {
    String type();
  }

  record Sent(@JsonProperty String type, int size) implements Event {
    @Override
    public String type() {
      return "sent";
    }
  }

  record Events(Event a, List<Event> b) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(Left.class), @JsonSubTypes.Type(Right.class)})
  interface Side {}

  record Left(int l) implements Side {}

  record Right(String r) implements Side {}

  record Sides(Side a, List<Side> b) {}

  interface Open {}

  record First(int f) implements Open {}

  record Second(@JsonValue String s) implements Open {}

  record Opened(Open a, List<Open> b) {}

  record Members(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
          @JsonSubTypes({@JsonSubTypes.Type(First.class), @JsonSubTypes.Type(Second.class)})
          Open a,
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
          @JsonSubTypes({@JsonSubTypes.Type(First.class)})
          List<Open> b) {}

  record External(
      @JsonTypeInfo(
              use = JsonTypeInfo.Id.NAME,
              include = JsonTypeInfo.As.EXTERNAL_PROPERTY,
              property = "outside")
          @JsonSubTypes({@JsonSubTypes.Type(First.class)})
          Open a,
      int b) {}

  record Empty() {}

  record Renaming(@JsonProperty("a b") String a, @JsonProperty(required = true) int b) {}
}
