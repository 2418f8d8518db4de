// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The registry behind the wire: the store, its rules, and the one lock that guards them all. */
final class SchemaService {

  private final ReentrantLock lock = new ReentrantLock();
  private final SchemaStore store = new SchemaStore();
  private final Settings settings = new Settings();
  private final Router router = new Router();
  private final Associations associations = new Associations();
  private final RegisterHandler registration;

  SchemaService(Generation generation, Map<String, CompatibilityChecker> checkers) {
    SchemaTypes languages = new SchemaTypes(checkers);
    ResponseBodies documents = new ResponseBodies(generation);
    registration = new RegisterHandler(store, languages, settings, generation);
    DeleteHandler deletion = new DeleteHandler(store, settings, registration.references());
    new SubjectEndpoints(store, registration, deletion, documents).addTo(router);
    new SchemaEndpoints(store, languages, registration, documents).addTo(router);
    new SettingEndpoints(store, settings).addTo(router);
    new CompatibilityEndpoints(store, registration).addTo(router);
    new ServerEndpoints(store, generation).addTo(router);
    if (generation == Generation.CURRENT) {
      associations.addTo(router);
    }
  }

  HttpAnswer answer(RecordedRequest request) {
    try {
      HttpExchange call = HttpExchange.of(request);
      return locked(() -> router.answer(call));
    } catch (RestException rejection) {
      return HttpAnswer.of(rejection);
    } catch (RuntimeException broken) {
      return HttpAnswer.error(500, 50001, "The embedded registry failed: " + broken);
    }
  }

  RegisterHandler registration() {
    return registration;
  }

  Associations associations() {
    return associations;
  }

  SchemaStore store() {
    return store;
  }

  Settings settings() {
    return settings;
  }

  void clear() {
    locked(
        () -> {
          store.clear();
          settings.clear();
          associations.clear();
          return true;
        });
  }

  /** Runs something that reads or changes the registry. */
  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
