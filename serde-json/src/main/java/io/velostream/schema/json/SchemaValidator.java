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
import io.velostream.schema.json.document.BoundedPattern;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.Uris;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.SchemaException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A schema made ready to validate values; made once for each schema. Safe for many threads. */
final class SchemaValidator {

  /** Keywords that a question without a limit of its own may go to. */
  private static final long MAX_KEYWORDS = 100_000;

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
            .regularExpressionFactory(regex -> new BoundedPattern(regex, maxRegexSteps))
            .build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder ->
                builder.schemaRegistryConfig(config).schemaLoader(new ClosureLoader(closure)));
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
   * @param showsValues whether the message may hold the values that do not fit
   * @param maxKeywords keywords that it may go to, beside some for each value
   * @throws InvalidValueException listing at most 10 places, or saying that it takes too long
   */
  void check(JsonNode value, boolean showsValues, long maxKeywords) {
    List<Error> errors = errors(value, maxKeywords);
    if (!errors.isEmpty()) {
      List<Violation> listed =
          errors.stream()
              .limit(Violation.MAX_LISTED)
              .map(each -> violation(each, showsValues))
              .toList();
      throw Violation.exception(new Violation.Listed(listed, errors.size(), true));
    }
  }

  /**
   * Whether a value fits.
   *
   * @throws InvalidValueException when it takes too long to find out
   */
  boolean admits(JsonNode value) {
    return errors(value, MAX_KEYWORDS).isEmpty();
  }

  private List<Error> errors(JsonNode value, long maxKeywords) {
    try {
      return LibraryRun.errors(compiled, value, maxKeywords);
    } catch (BoundedPattern.TooManySteps | LibraryRun.Exhausted e) {
      throw new InvalidValueException(String.valueOf(e.getMessage()), e);
    } catch (InvalidSchemaRefException e) {
      throw new InvalidSchemaException(
          "a reference of the schema leads nowhere: " + Excerpt.of(String.valueOf(e.getMessage())),
          e);
    } catch (StackOverflowError e) {
      throw new InvalidValueException(
          "value and schema nest too deep for the stack of this thread; nest values less deep, or"
              + " fewer schemas",
          null);
    }
  }

  private static Violation violation(Error error, boolean showsValues) {
    JsonNode node = error.getInstanceNode();
    return new Violation(
        String.valueOf(error.getInstanceLocation()),
        String.valueOf(error.getKeyword()),
        error.getSchemaLocation() == null ? "" : "#" + error.getSchemaLocation().getFragment(),
        error.getProperty(),
        showsValues && node != null ? node.toString() : null);
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
      String uri = Uris.withoutFragment(iri.toString());
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
