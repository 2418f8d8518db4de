// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.tier.ForeignSchemaCache;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.ApicurioRequests;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SubjectRequests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lookups that always send a request; callers cache the results. They throw as the lookups of
 * {@link SchemaResolver} do. Results may be stored, also in the resolver's snapshot, as a fallback
 * while the registry is unavailable. Safe for use by many threads.
 */
public final class UncachedLookups {

  private static final int NOT_FOUND = 404;

  private final RegistryClient registry;

  private final ForeignSchemaCache foreignSchemas;

  private UncachedLookups(RegistryClient registry, ForeignSchemaCache foreignSchemas) {
    this.registry = registry;
    this.foreignSchemas = foreignSchemas;
  }

  /** Creates lookups in the registry of a resolver, which must be open. */
  public static UncachedLookups of(SchemaResolver resolver) {
    return new UncachedLookups(resolver.registry(), resolver.foreignSchemas());
  }

  /**
   * Returns the stored schema of an id; null if there is none. The parameters are those of {@link
   * #keep}.
   */
  public @Nullable RegisteredSchema kept(String kind, String scope, long high, long low) {
    return foreignSchemas.get(new ForeignSchemaCache.Key(kind, scope, high, low));
  }

  /**
   * Stores a schema that was found by an id of another protocol.
   *
   * @param kind the kind of id
   * @param scope the scope in which the id is unique: a context or a subject; empty if it is
   *     globally unique
   * @param high the higher 64 bits of the id; 0 for one of 64 bits
   * @param low the lower 64 bits
   */
  public void keep(String kind, String scope, long high, long low, RegisteredSchema schema) {
    foreignSchemas.put(new ForeignSchemaCache.Key(kind, scope, high, low), schema);
  }

  /** The numbers of a subject's versions in ascending order, softly deleted ones included. */
  public List<Integer> versions(Subject subject) {
    return registry.call(SubjectRequests.versionsWithDeleted(subject));
  }

  /** Whether Apicurio's native API is available: all URLs end in {@code /apis/ccompat/vN}. */
  public boolean hasApicurioInterface() {
    return registry.endpoints().stream().allMatch(ApicurioRequests::areSupportedBy);
  }

  /**
   * The schema of the version with this id in Apicurio's registry.
   *
   * @param type the schema language, which the response lacks
   */
  public SchemaDefinition byApicurioGlobalId(String type, long globalId) {
    return definition(
        type,
        ApicurioRequests.textOfGlobalId(globalId),
        ApicurioRequests.referencesOfGlobalId(globalId));
  }

  /**
   * The schema of the text with this id in Apicurio's registry.
   *
   * @param type the schema language, which the response lacks
   */
  public SchemaDefinition byApicurioContentId(String type, long contentId) {
    return definition(
        type,
        ApicurioRequests.textOfContentId(contentId),
        ApicurioRequests.referencesOfContentId(contentId));
  }

  private SchemaDefinition definition(
      String type,
      RegistryRequest<String> text,
      RegistryRequest<List<SchemaReference>> references) {
    try {
      return new SchemaDefinition(type, registry.call(text), registry.call(references), null, null);
    } catch (RegistryRejectedException e) {
      if (e.status() == NOT_FOUND) { // this API has no error codes
        throw new SchemaNotFoundException("not found: " + e.getMessage(), NOT_FOUND, e);
      }
      throw e;
    }
  }
}
