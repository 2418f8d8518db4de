// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.InvalidSchemaRefException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.document.Uris;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.program.Reasons;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.SchemaException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A schema made ready to validate values; made once for each schema. Safe for many threads. */
final class SchemaValidator {

  /** Steps of a question without a budget, beside those for each value. */
  private static final int MAX_STEPS = 1_000_000;

  private final Schema compiled;

  private SchemaValidator(Schema compiled) {
    this.compiled = compiled;
  }

  /**
   * A validator of the closure's root.
   *
   * @param maxRegexSteps what one match of a pattern may cost
   * @throws InvalidSchemaException when the schema breaks the rules of its draft
   */
  static SchemaValidator compile(SchemaClosure closure, int maxRegexSteps) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ROOT)
            .preloadSchema(false)
            .schemaIdValidator(null)
            .regularExpressionFactory(
                regex -> new ChargedPattern(new BoundedPattern(regex, maxRegexSteps)))
            .build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder ->
                builder
                    .dialectRegistry(ChargedDialects.INSTANCE)
                    .schemaRegistryConfig(config)
                    .schemaLoader(new ClosureLoader(closure)));
    try {
      Schema compiled = registry.getSchema(SchemaLocation.of(Uris.ROOT), closure.root().root());
      compiled.initializeValidators();
      return new SchemaValidator(compiled);
    } catch (SchemaException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidSchemaException(
          "the schema cannot be compiled: " + Excerpt.of(String.valueOf(e.getMessage())), e);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException("the schema nests too deep to be compiled");
    }
  }

  /**
   * Refuses a value that does not fit.
   *
   * @param shown what a message may show of a value that does not fit
   * @param budget what it may cost to find out
   * @throws InvalidValueException listing at most 10 places, or saying that it takes too long
   */
  void check(JsonNode value, Supplier<ShownPlaces> shown, StepBudget budget) {
    List<Error> errors = errors(value, budget);
    if (!errors.isEmpty()) {
      ShownPlaces places = shown.get();
      List<Violation> listed =
          errors.stream().limit(Violation.MAX_LISTED).map(each -> violation(each, places)).toList();
      throw Violation.exception(new Violation.Listed(listed, errors.size(), true));
    }
  }

  /** Whether a value fits; for whoever has no budget to take the answer from. */
  boolean admits(JsonNode value) {
    return admits(value, ValidationRun.ofLibrary(value, MAX_STEPS));
  }

  /**
   * Whether a value fits.
   *
   * @param budget what it may cost to find out
   * @throws InvalidValueException when it takes too long to find out
   */
  boolean admits(JsonNode value, StepBudget budget) {
    return errors(value, budget).isEmpty();
  }

  private List<Error> errors(JsonNode value, StepBudget budget) {
    try {
      return LibraryRun.errors(compiled, value, budget);
    } catch (LibraryRun.Exhausted e) {
      throw new InvalidValueException(String.valueOf(e.getMessage()), e);
    } catch (InvalidSchemaRefException e) {
      throw new InvalidSchemaException(
          "a reference of the schema leads nowhere: " + Excerpt.of(String.valueOf(e.getMessage())),
          e);
    } catch (StackOverflowError e) {
      throw new InvalidValueException(
          "value and schema nest deeper, or a string is longer, than the stack of this thread"
              + " allows; nest values less deep, or fewer schemas, or lower "
              + JsonKeys.MAX_STRING_LENGTH,
          null);
    }
  }

  private static Violation violation(Error error, ShownPlaces shown) {
    return new Violation(
        shown.pointer(String.valueOf(error.getInstanceLocation())),
        String.valueOf(error.getKeyword()),
        error.getSchemaLocation() == null ? "" : "#" + error.getSchemaLocation().getFragment(),
        shown.property(error.getProperty()),
        shown.value(error.getInstanceNode()),
        reason(error, shown.property(error.getProperty())));
  }

  /** In our own words, from the keyword's value; those of the library would hold values. */
  private static String reason(Error error, @Nullable String property) {
    JsonNode asked = error.getSchemaNode();
    String keyword = String.valueOf(error.getKeyword());
    return asked == null
        ? ""
        : Reasons.of(
            SchemaTexts.MAPPER.createObjectNode().set(keyword, asked),
            keyword,
            error.getInstanceNode(),
            property);
  }

  /** Gives the closure's schemas and the specification's meta-schemas, and nothing else. */
  private static final class ClosureLoader extends SchemaLoader {

    private final SchemaClosure closure;

    ClosureLoader(SchemaClosure closure) {
      super(List.of(), List.of());
      this.closure = closure;
    }

    @Override
    public @Nullable InputStreamSource getSchemaResource(AbsoluteIri iri) {
      String uri = Uris.normalized(Uris.withoutFragment(iri.toString()));
      JsonNode schema = closure.schema(uri);
      if (schema != null) {
        byte[] text = SchemaTexts.print(schema).getBytes(StandardCharsets.UTF_8);
        return () -> new ByteArrayInputStream(text);
      }
      if (Draft.isMetaSchema(uri)) {
        return super.getSchemaResource(iri);
      }
      throw new InvalidSchemaException(
          "the schema refers to "
              + Excerpt.of(uri)
              + ", which is not registered with it; nothing is fetched from networks");
    }
  }
}
