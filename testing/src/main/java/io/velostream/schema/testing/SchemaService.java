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
  private final Registration registration;

  SchemaService(Generation generation, Map<String, CompatibilityChecker> checkers) {
    SchemaLanguages languages = new SchemaLanguages(checkers);
    Documents documents = new Documents(generation);
    registration = new Registration(store, languages, settings, generation);
    Deletion deletion = new Deletion(store, settings, registration.references());
    new SubjectEndpoints(store, registration, deletion, documents).addTo(router);
    new SchemaEndpoints(store, languages, registration, documents).addTo(router);
    new SettingEndpoints(store, settings).addTo(router);
    new CompatibilityEndpoints(store, registration).addTo(router);
    new ServerEndpoints(store, generation).addTo(router);
    if (generation == Generation.CURRENT) {
      associations.addTo(router);
    }
  }

  Answer answer(RecordedRequest request) {
    try {
      Call call = Call.of(request);
      return locked(() -> router.answer(call));
    } catch (Rejection rejection) {
      return Answer.of(rejection);
    } catch (RuntimeException broken) {
      return Answer.error(500, 50001, "The embedded registry failed: " + broken);
    }
  }

  Registration registration() {
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
