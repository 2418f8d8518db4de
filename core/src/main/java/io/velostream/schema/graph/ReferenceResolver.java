// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import io.velostream.schema.graph.ReferenceGraph.Node;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the closure of a schema. The search is breadth-first: all schemas of one level are
 * requested in parallel, so a closure of depth d costs d waves of requests, however many schemas it
 * has. Each schema is fetched once. Immutable and safe for use by many threads.
 */
public final class ReferenceResolver {

  private final SchemaSource source;
  private final ReferenceSettings limits;

  /** Creates a resolver that fetches from {@code source} within {@code limits}. */
  public ReferenceResolver(SchemaSource source, ReferenceSettings limits) {
    this.source = source;
    this.limits = limits;
  }

  /**
   * Resolves all references of {@code root}, without blocking.
   *
   * @return the closure, or the root alone where resolution is turned off; fails with an {@link
   *     InvalidReferenceException} that names the path for a cycle, a missing or malformed
   *     reference, one name for two schemas, or a closure beyond the limits; and with what the
   *     source fails with
   */
  public CompletableFuture<ResolvedSchema> resolve(RegisteredSchema root) {
    if (root.definition().references().isEmpty() || !limits.areResolved()) {
      return CompletableFuture.completedFuture(ResolvedSchema.withoutReferences(root.definition()));
    }
    Walk walk = new Walk(root);
    walk.advance(List.of(walk.graph.root()));
    return walk.closure;
  }

  /** The target of a reference; {@code version} may be {@link SchemaReference#LATEST}. */
  private record Target(Subject subject, int version) {

    String name() {
      return subject + ":" + (version == SchemaReference.LATEST ? "latest" : version);
    }
  }

  /** A request for a target, with its first referrer. */
  private record Fetch(Node referrer, Target target, CompletableFuture<RegisteredSchema> answer) {}

  /** The state of one resolution. Its waves are sequential, so it needs no synchronization. */
  private final class Walk {

    private final ReferenceGraph graph;
    private final Map<Target, Node> found = new HashMap<>();
    private final CompletableFuture<ResolvedSchema> closure = new CompletableFuture<>();
    private int depth;
    private boolean followsLatest;

    Walk(RegisteredSchema root) {
      graph = new ReferenceGraph(root);
      SubjectVersion at = root.subjectVersion();
      if (at != null) {
        found.put(new Target(at.subject(), at.version()), graph.root());
      }
    }

    /**
     * Proceeds level by level until no new schemas are found. It is a loop instead of a chain of
     * futures, so that a deep closure with cached answers does not overflow the stack.
     */
    void advance(List<Node> from) {
      try {
        List<Node> level = from;
        while (!level.isEmpty()) {
          depth++;
          List<Fetch> fetches = fetch(level);
          CompletableFuture<?> answers =
              CompletableFuture.allOf(
                  fetches.stream().map(Fetch::answer).toArray(CompletableFuture<?>[]::new));
          if (!answers.isDone()) {
            List<Node> waiting = level;
            var unused = answers.whenComplete((none, failure) -> resume(waiting, fetches));
            return;
          }
          level = applyAnswers(level, fetches);
        }
        closure.complete(finish());
      } catch (Throwable e) {
        closure.completeExceptionally(e);
      }
    }

    private void resume(List<Node> level, List<Fetch> fetches) {
      try {
        advance(applyAnswers(level, fetches));
      } catch (Throwable e) { // also an Error: otherwise the future would never complete
        closure.completeExceptionally(e);
      }
    }

    private List<Fetch> fetch(List<Node> level) {
      Map<Target, Node> wanted = new LinkedHashMap<>();
      for (Node node : level) {
        for (SchemaReference reference : node.schema().definition().references()) {
          Target target = target(node, reference);
          if (!found.containsKey(target)) {
            wanted.putIfAbsent(target, node);
          }
        }
      }
      requireWithinLimits(wanted);
      List<Fetch> fetches = new ArrayList<>(wanted.size());
      wanted.forEach(
          (target, node) ->
              fetches.add(
                  new Fetch(node, target, source.find(target.subject(), target.version()))));
      return fetches;
    }

    private Target target(Node node, SchemaReference reference) {
      followsLatest |= reference.followsLatest();
      if (reference.name().isBlank()
          || reference.subject().isBlank()
          || (reference.version() < 1 && !reference.followsLatest())) {
        throw malformed(node, reference, null);
      }
      try {
        return new Target(
            Subject.parse(reference.subject(), node.schema().context()), reference.version());
      } catch (IllegalArgumentException e) {
        throw malformed(node, reference, e);
      }
    }

    private InvalidReferenceException malformed(
        Node node, SchemaReference reference, @Nullable Throwable cause) {
      List<String> path = node.path();
      return new InvalidReferenceException(
          Reason.MALFORMED,
          path,
          "a reference of "
              + ReferenceGraph.arrows(path)
              + " is malformed: name '"
              + reference.name()
              + "', subject '"
              + reference.subject()
              + "', version "
              + reference.version()
              + "; it needs a name, a subject, and a version from 1 (or -1 for the latest)",
          cause);
    }

    private void requireWithinLimits(Map<Target, Node> wanted) {
      if (wanted.isEmpty()) {
        return;
      }
      if (depth > limits.maxDepth()) {
        throw beyondLimits(
            Reason.TOO_DEEP, "references go deeper than " + limits.maxDepth() + " levels", wanted);
      }
      if (graph.size() + wanted.size() > limits.maxSchemas()) {
        throw beyondLimits(
            Reason.TOO_MANY,
            "references lead to more than " + limits.maxSchemas() + " schemas",
            wanted);
      }
    }

    private InvalidReferenceException beyondLimits(
        Reason reason, String problem, Map<Target, Node> wanted) {
      Map.Entry<Target, Node> first = wanted.entrySet().iterator().next();
      List<String> path = first.getValue().pathTo(first.getKey().name());
      return new InvalidReferenceException(
          reason, path, problem + ": " + ReferenceGraph.arrows(path), null);
    }

    /**
     * Adds the answers of one wave to the graph, links the level to them, and returns the new
     * nodes.
     */
    private List<Node> applyAnswers(List<Node> level, List<Fetch> fetches) {
      List<Node> added = new ArrayList<>();
      for (Fetch fetch : fetches) {
        RegisteredSchema schema = answer(fetch);
        SubjectVersion at = subjectVersion(fetch, schema);
        Node node = graph.at(at);
        if (node == null) {
          node = graph.add(schema, at, fetch.referrer);
          added.add(node);
          found.put(new Target(at.subject(), at.version()), node);
        }
        found.put(fetch.target, node);
      }
      for (Node node : level) {
        for (SchemaReference reference : node.schema().definition().references()) {
          Node target = found.get(target(node, reference));
          if (target != null) {
            node.linkTo(reference.name(), target);
          }
        }
      }
      return added;
    }

    private RegisteredSchema answer(Fetch fetch) {
      try {
        return fetch.answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof SchemaNotFoundException notFound) {
          List<String> path = fetch.referrer.pathTo(fetch.target.name());
          throw new InvalidReferenceException(
              Reason.MISSING,
              path,
              "the target of a reference does not exist: "
                  + ReferenceGraph.arrows(path)
                  + " ("
                  + notFound.getMessage()
                  + "); register "
                  + fetch.target.name()
                  + " first",
              notFound);
        }
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    private SubjectVersion subjectVersion(Fetch fetch, RegisteredSchema schema) {
      SubjectVersion reported = schema.subjectVersion();
      return reported != null && fetch.target.version == SchemaReference.LATEST
          ? new SubjectVersion(fetch.target.subject, reported.version())
          : new SubjectVersion(fetch.target.subject, fetch.target.version);
    }

    private ResolvedSchema finish() {
      List<Node> order = graph.dependenciesFirst();
      graph.requireOneTargetPerName();
      return new ResolvedSchema(
          graph.root().schema().definition(),
          graph.root().links(),
          order.stream().map(Node::dependency).toList(),
          followsLatest);
    }
  }
}
