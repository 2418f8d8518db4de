// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DefaultDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.RegexFormat;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.PlainSchemas;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.Uris;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.ResolvedSchema;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdicts of networknt's json-schema-validator, with our regular expressions. */
public final class NetworkntValidator {

  private static final int MAX_REGEX_STEPS = 1_000_000;

  private final Schema compiled;

  private NetworkntValidator(Schema compiled) {
    this.compiled = compiled;
  }

  /** On values of a schema that refers to nothing outside itself. */
  public static NetworkntValidator on(JsonSchema schema) {
    return on(ResolvedSchema.withoutReferences(schema.definition()));
  }

  /** On values of a schema with all that it refers to. */
  public static NetworkntValidator on(ResolvedSchema resolved) {
    SchemaClosure closure = SchemaClosure.of(resolved, SchemaTexts::parse);
    PlainSchemas.rewrite(closure);
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ROOT)
            .preloadSchema(false)
            .schemaIdValidator(null)
            .regularExpressionFactory(NetworkntValidator::pattern)
            .build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder ->
                builder
                    .dialectRegistry((id, around) -> dialect(id, around))
                    .schemaRegistryConfig(config)
                    .schemaLoader(new ClosureLoader(closure)));
    Schema compiled = registry.getSchema(SchemaLocation.of(Uris.ROOT), closure.root().root());
    compiled.initializeValidators();
    return new NetworkntValidator(compiled);
  }

  private static RegularExpression pattern(String regex) {
    return new BoundedPattern(regex, MAX_REGEX_STEPS)::matches;
  }

  private static Dialect dialect(String id, SchemaRegistry registry) {
    return Dialect.builder(DefaultDialectRegistry.getInstance().getDialect(id, registry))
        .formatKeywordFactory(formats -> new FormatKeyword(withOwnRegex(formats)))
        .build();
  }

  private static Map<String, Format> withOwnRegex(Map<String, Format> formats) {
    Map<String, Format> changed = new HashMap<>(formats);
    changed.replace("regex", new EcmaRegexFormat());
    return changed;
  }

  /** Whether a value fits. */
  public boolean admits(JsonNode value) {
    return compiled.validate(value).isEmpty();
  }

  /** The format {@code regex}, which has to be valid with the {@code u} flag. */
  private static final class EcmaRegexFormat extends RegexFormat {

    @Override
    public boolean matches(ExecutionContext context, SchemaContext around, String value) {
      return BoundedPattern.isStrictlyValid(value);
    }
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
      throw new IllegalArgumentException(uri);
    }
  }
}
