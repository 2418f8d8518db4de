// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tree of one object or array of a document, for programs that must evaluate it as a
 * whole.
 */
final class SubtreeBuilder {

  private final JsonNodeFactory nodes;
  private final SchemaProgram[] programs;
  private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
  private final Deque<String> names = new ArrayDeque<>();

  /**
   * Starts a tree.
   *
   * @param nodes the node factory
   * @param kind the kind of the root
   * @param programs the programs that validate the tree
   */
  SubtreeBuilder(JsonNodeFactory nodes, ValueKind kind, SchemaProgram[] programs) {
    this.nodes = nodes;
    this.programs = programs;
    open.push(container(kind));
  }

  private ContainerNode<?> container(ValueKind kind) {
    return kind == ValueKind.OBJECT ? nodes.objectNode() : nodes.arrayNode();
  }

  void start(ValueKind kind) {
    ContainerNode<?> created = container(kind);
    add(created);
    open.push(created);
  }

  private void add(JsonNode value) {
    ContainerNode<?> around = open.element();
    if (around instanceof ObjectNode object) {
      object.set(names.pop(), value);
    } else {
      ((ArrayNode) around).add(value);
    }
  }

  void name(String name) {
    names.push(name);
  }

  /** Ends a container. Returns the tree if it was the root; otherwise null. */
  @Nullable JsonNode end() {
    ContainerNode<?> ended = open.pop();
    return open.isEmpty() ? ended : null;
  }

  /** Whether the tree conforms to all programs. */
  boolean isAdmitted(JsonNode tree, ValidationRun run) {
    for (SchemaProgram program : programs) {
      if (!run.admitsSubtree(program, tree)) {
        return false;
      }
    }
    return true;
  }

  void scalar(Scalar value, ValueKind kind) throws IOException {
    add(
        switch (kind) {
          case STRING -> nodes.textNode(value.text());
          case INTEGER ->
              value.isLong()
                  ? nodes.numberNode(value.longValue())
                  : nodes.numberNode(value.decimal().toBigInteger());
          case DECIMAL -> nodes.numberNode(value.decimal());
          case TRUE, FALSE -> nodes.booleanNode(kind == ValueKind.TRUE);
          case NULL, ARRAY, OBJECT -> nodes.nullNode();
        });
  }
}
