// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.validation.NetworkntValidator;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonReferenceTest {

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private void admits(int id, String good, String bad) {
    KafkaJsonSchemaDeserializer<JsonNode> deserializer =
        registry.deserializer(
            JsonKeys.VALUE_TYPE, JsonNode.class, JsonKeys.FAIL_INVALID_SCHEMA, true);
    assertThat(deserializer.deserialize(TOPIC, framed(id, good))).hasToString(good);
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(id, bad)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("fails");
  }

  @Test
  void followsReferencesByTheNameTheyWereRegisteredWith() {
    registry.register("country", "{'type':'string','maxLength':2}");
    registry.register(
        "address",
        "{'type':'object','properties':{'country':{'$ref':'country.json'}}}",
        new SchemaReference("country.json", "country", 1));
    int id =
        registry.register(
            "person",
            "{'properties':{'home':{'$ref':'types/address.json'},'born':{'$ref':'country.json#'}}}",
            new SchemaReference("types/address.json", "address", 1),
            new SchemaReference("country.json", "country", 1));

    admits(
        id, "{\"home\":{\"country\":\"PL\"},\"born\":\"DE\"}", "{\"home\":{\"country\":\"POL\"}}");
    admits(id, "{}", "{\"born\":\"POL\"}");
  }

  @Test
  void followsRelativeAndAbsoluteIdentifiers() {
    registry.register(
        "money",
        "{'$id':'https://example.com/schemas/money.json','$defs':{'amount':{'$id':'amount.json',"
            + "'type':'integer'}},'type':'object','properties':{'amount':{'$ref':'amount.json'}}}");
    int id =
        registry.register(
            "bill",
            "{'$id':'https://example.com/schemas/bill.json','properties':{"
                + "'a':{'$ref':'money.json'},'b':{'$ref':'https://example.com/schemas/money.json'},"
                + "'c':{'$ref':'money.json#/properties/amount'}}}",
            new SchemaReference("https://example.com/schemas/money.json", "money", 1));

    admits(id, "{\"a\":{\"amount\":1}}", "{\"a\":{\"amount\":\"x\"}}");
    admits(id, "{\"c\":1}", "{\"b\":{\"amount\":\"x\"}}");
    admits(id, "{\"c\":2}", "{\"c\":\"x\"}");
  }

  @Test
  void followsRecursionWithinASchema() {
    int id =
        registry.register(
            "tree",
            "{'type':'object','properties':{'value':{'type':'integer'},"
                + "'children':{'type':'array','items':{'$ref':'#'}}}}");

    admits(
        id,
        "{\"value\":1,\"children\":[{\"value\":2,\"children\":[]}]}",
        "{\"children\":[{\"children\":[{\"value\":\"x\"}]}]}");
  }

  @Test
  void saysWhatToRegisterInsteadOfFetching() {
    int id =
        registry.server.registerUnchecked(
            "JSON",
            "remote",
            "{\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1:1/a.json\"}}}",
            List.of());

    assertThatThrownBy(() -> registry.deserializer().deserialize(TOPIC, framed(id, "{}")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("http://127.0.0.1:1/a.json")
        .hasMessageContaining("/properties/a/$ref")
        .hasMessageContaining("register");
  }

  @Test
  void refusesTwoSchemasOfOneIdentifier() {
    SubjectVersion one = new SubjectVersion(Subject.of("a"), 1);
    SubjectVersion two = new SubjectVersion(Subject.of("a"), 2);
    ResolvedSchema resolved =
        new ResolvedSchema(
            SchemaDefinition.of("JSON", "{}"),
            List.of(new Link("one", one), new Link("two", two)),
            List.of(
                new Dependency(
                    one, SchemaDefinition.of("JSON", "{\"$id\":\"http://x/a\"}"), List.of()),
                new Dependency(
                    two,
                    SchemaDefinition.of("JSON", "{\"$id\":\"http://x/a\",\"type\":\"null\"}"),
                    List.of())),
            false);

    assertThatThrownBy(() -> JsonFormat.INSTANCE.parse(resolved))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("http://x/a")
        .hasMessageContaining("a:1")
        .hasMessageContaining("a:2");
  }

  private static Predicate<JsonNode> verdict(JsonSchema schema) {
    return value -> schema.admits(value, 100_000, 100_000);
  }

  /** Random closures: a diamond of schemas with and without identifiers, in mixed drafts. */
  @Test
  void givesTheSameVerdictsFlattened() {
    Random random = new Random(7);
    int verdicts = 0;
    int refusals = 0;
    for (int round = 0; round < 150; round++) {
      ResolvedSchema composed = closure(random);
      String flat = JsonFormat.INSTANCE.flatten(composed);
      Predicate<JsonNode> one = verdict(JsonFormat.INSTANCE.parse(composed));
      Predicate<JsonNode> other = verdict(JsonSchema.parse(flat));
      NetworkntValidator second = NetworkntValidator.on(composed);
      for (int i = 0; i < 40; i++) {
        JsonNode value = value(random, 3);
        assertThat(other.test(value)).as("%s of %s", value, flat).isEqualTo(one.test(value));
        assertThat(second.admits(value)).as("%s of %s", value, flat).isEqualTo(one.test(value));
        verdicts++;
        refusals += one.test(value) ? 0 : 1;
      }
    }
    assertThat(refusals).isBetween(verdicts / 20, verdicts * 19 / 20);
  }

  /** The same from the registry, through the resolver. */
  @Test
  void givesTheSameVerdictsFlattenedByTheResolver() {
    Random random = new Random(11);
    int refusals = 0;
    for (int round = 0; round < 25; round++) {
      RegisteredSchema root = registered("round" + round + "-", closure(random));
      Predicate<JsonNode> one = verdict(registry.resolver.parse(root, JsonFormat.INSTANCE));
      NetworkntValidator second = NetworkntValidator.on(registry.resolver.resolve(root));
      String flat = registry.resolver.flatten(root, JsonFormat.INSTANCE);
      Predicate<JsonNode> other = verdict(JsonSchema.parse(flat));
      for (int i = 0; i < 20; i++) {
        JsonNode value = value(random, 3);
        assertThat(other.test(value)).as("%s of %s", value, flat).isEqualTo(one.test(value));
        assertThat(second.admits(value)).as("%s of %s", value, flat).isEqualTo(one.test(value));
        refusals += one.test(value) ? 0 : 1;
      }
    }
    assertThat(refusals).isBetween(25, 475);
  }

  /** The closure as the registry gives it back, under subjects with a prefix. */
  private RegisteredSchema registered(String prefix, ResolvedSchema closure) {
    for (Dependency each : closure.dependencies()) {
      registry.server.register(
          "JSON",
          prefix + each.subjectVersion().subject(),
          each.definition().text(),
          references(prefix, each.links()));
    }
    String text = closure.definition().text();
    registry.server.register("JSON", prefix + "root", text, references(prefix, closure.links()));
    return registry.resolver.latest(Subject.of(prefix + "root"));
  }

  private static List<SchemaReference> references(String prefix, List<Link> links) {
    return links.stream()
        .map(link -> new SchemaReference(link.name(), prefix + link.target().subject(), 1))
        .toList();
  }

  private static final List<String> DRAFTS =
      List.of(
          "",
          "'$schema':'http://json-schema.org/draft-07/schema#',",
          "'$schema':'http://json-schema.org/draft-04/schema#',",
          "'$schema':'https://json-schema.org/draft/2019-09/schema',",
          "'$schema':'https://json-schema.org/draft/2020-12/schema',");

  private static ResolvedSchema closure(Random random) {
    List<Dependency> dependencies = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SubjectVersion place = new SubjectVersion(Subject.of("s" + i), 1);
      String draft = DRAFTS.get(random.nextInt(DRAFTS.size()));
      String keyword = draft.contains("draft-04") ? "id" : "$id";
      String id =
          random.nextBoolean() ? "'" + keyword + "':'http://example.com/s" + i + ".json'," : "";
      String text = "{" + draft + id + body(random, links) + "}";
      if (random.nextInt(10) == 0) {
        text =
            random.nextBoolean()
                ? "true"
                : "{"
                    + draft
                    + id
                    + "'$ref':'#/definitions/x',"
                    + "'definitions':{'x':{'type':'integer'}}}";
      }
      dependencies.add(
          new Dependency(
              place, SchemaDefinition.of("JSON", text.replace('\'', '"')), List.copyOf(links)));
      links.add(new Link("dir/s" + i + ".json", place));
    }
    String root = "{" + DRAFTS.get(random.nextInt(DRAFTS.size())) + body(random, links) + "}";
    return new ResolvedSchema(
        SchemaDefinition.of("JSON", root.replace('\'', '"')), links, dependencies, false);
  }

  private static String body(Random random, List<Link> links) {
    StringBuilder body = new StringBuilder("'properties':{");
    for (String name : List.of("a", "b", "c")) {
      body.append("'").append(name).append("':").append(part(random, links)).append(",");
    }
    return body.append("'d':{'type':'string'}},'definitions':{'l':{'minimum':2}}").toString();
  }

  private static String part(Random random, List<Link> links) {
    if (!links.isEmpty() && random.nextInt(3) > 0) {
      Link link = links.get(random.nextInt(links.size()));
      return "{'$ref':'" + link.name() + "'}";
    }
    return switch (random.nextInt(4)) {
      case 0 -> "{'$ref':'#/definitions/l'}";
      case 1 -> "{'type':'object'}";
      case 2 -> "{'type':['integer','object']}";
      default -> "{'$ref':'#'}";
    };
  }

  private static JsonNode value(Random random, int depth) {
    var nodes = SchemaTexts.MAPPER.getNodeFactory();
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextBoolean() ? nodes.numberNode(random.nextInt(4)) : nodes.textNode("x");
    }
    var object = nodes.objectNode();
    for (String name : List.of("a", "b", "c", "d")) {
      if (random.nextBoolean()) {
        object.set(name, value(random, depth - 1));
      }
    }
    return object;
  }
}
