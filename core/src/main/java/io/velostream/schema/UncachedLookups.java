// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.ApicurioCalls;
import io.velostream.schema.registry.RegistryCall;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.SubjectCalls;
import java.util.List;

/**
 * Lookups that each ask the registry: the caller remembers what it needs. They throw as the lookups
 * of {@link SchemaResolver} do. Safe for use by many threads.
 */
public final class UncachedLookups {

  private static final int NOT_FOUND = 404;

  private final RegistryClient registry;

  private UncachedLookups(RegistryClient registry) {
    this.registry = registry;
  }

  /** Lookups in the registry of a resolver, to be used until that is closed. */
  public static UncachedLookups of(SchemaResolver resolver) {
    return new UncachedLookups(resolver.registry());
  }

  /** The numbers of a subject's versions in ascending order, softly deleted ones included. */
  public List<Integer> versions(Subject subject) {
    return registry.call(SubjectCalls.versions(subject, true));
  }

  /**
   * Whether the URLs say where Apicurio's own interface is: all of them end in {@code
   * /apis/ccompat/vN}.
   */
  public boolean hasApicurioInterface() {
    return registry.endpoints().stream().allMatch(ApicurioCalls::areServedBeside);
  }

  /**
   * The schema of the version with this id in Apicurio's registry.
   *
   * @param type the schema language, which the answer does not say
   */
  public SchemaDefinition byApicurioGlobalId(String type, long globalId) {
    return definition(
        type, ApicurioCalls.textOfGlobalId(globalId), ApicurioCalls.referencesOfGlobalId(globalId));
  }

  /**
   * The schema of the text with this id in Apicurio's registry.
   *
   * @param type the schema language, which the answer does not say
   */
  public SchemaDefinition byApicurioContentId(String type, long contentId) {
    return definition(
        type,
        ApicurioCalls.textOfContentId(contentId),
        ApicurioCalls.referencesOfContentId(contentId));
  }

  private SchemaDefinition definition(
      String type, RegistryCall<String> text, RegistryCall<List<SchemaReference>> references) {
    try {
      return new SchemaDefinition(type, registry.call(text), registry.call(references), null, null);
    } catch (RegistryRejectedException e) {
      if (e.status() == NOT_FOUND) { // in this interface the status says what is missing
        throw new SchemaNotFoundException("it is not there: " + e.getMessage(), NOT_FOUND, e);
      }
      throw e;
    }
  }
}
