// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.endpoint;

import io.velostream.schema.testing.model.CompatibilityChecker;
import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.model.RegistryVersion;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.store.SchemaStore;
import io.velostream.schema.testing.store.SchemaTypes;
import io.velostream.schema.testing.store.Settings;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The registry without HTTP: the store, its rules, and the lock that guards them. */
public final class SchemaService {

  private final ReentrantLock lock = new ReentrantLock();
  private final SchemaStore store = new SchemaStore();
  private final Settings settings = new Settings();
  private final Router router = new Router();
  private final Associations associations = new Associations();
  private final RegisterHandler registration;

  public SchemaService(
      RegistryVersion registryVersion, Map<String, CompatibilityChecker> checkers) {
    SchemaTypes schemaTypes = new SchemaTypes(checkers);
    ResponseBodies documents = new ResponseBodies(registryVersion);
    registration = new RegisterHandler(store, schemaTypes, settings, registryVersion);
    DeleteHandler deletion = new DeleteHandler(store, settings, registration.references());
    new SubjectEndpoints(store, registration, deletion, documents).addTo(router);
    new SchemaEndpoints(store, schemaTypes, registration, documents).addTo(router);
    new SettingEndpoints(store, settings).addTo(router);
    new CompatibilityEndpoints(store, registration).addTo(router);
    new ServerEndpoints(store, registryVersion).addTo(router);
    if (registryVersion == RegistryVersion.CURRENT) {
      associations.addTo(router);
    }
  }

  public HttpAnswer answer(RecordedRequest request) {
    try {
      HttpExchange call = HttpExchange.of(request);
      return locked(() -> router.answer(call));
    } catch (RestException rejection) {
      return HttpAnswer.of(rejection);
    } catch (RuntimeException broken) {
      return HttpAnswer.error(500, 50001, "The embedded registry failed: " + broken);
    }
  }

  public RegisterHandler registration() {
    return registration;
  }

  public Associations associations() {
    return associations;
  }

  public SchemaStore store() {
    return store;
  }

  public Settings settings() {
    return settings;
  }

  public void clear() {
    locked(
        () -> {
          store.clear();
          settings.clear();
          associations.clear();
          return true;
        });
  }

  /** Runs an action under the lock. */
  public <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
