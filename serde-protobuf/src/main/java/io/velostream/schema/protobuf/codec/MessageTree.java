// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.codec;

import com.google.protobuf.Descriptors.Descriptor;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.protobuf.schema.MessageIndexes;
import io.velostream.schema.protobuf.schema.ProtobufSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a writer's schema by their indexes, each with what reads it, which is made when
 * the first payload of that message comes. Safe for use by many threads.
 */
final class MessageTree {

  /** The most indexes of a message: the parser allows no more messages within messages. */
  static final int MAX_DEPTH = 65;

  /** The most bytes of indexes: a varint has up to five. */
  static final int MAX_INDEX_BYTES = 5 * (MAX_DEPTH + 1);

  private final MessageTypes types;
  private final ProtobufSchema writer;
  private final @Nullable ProtobufSchema reader;
  private final Node root;

  MessageTree(ProtobufSchema writer, @Nullable ProtobufSchema reader, MessageTypes types) {
    this.types = types;
    this.writer = writer;
    this.reader = reader;
    this.root = new Node(null, MessageIndexes.messages(writer.file()));
  }

  /** The file, whose children are messages. */
  Node root() {
    return root;
  }

  MessageReader first() {
    return root.child(0).reader();
  }

  /** The reader of payloads that have no indexes. */
  MessageReader standard() {
    String target = types.targetName();
    Descriptor named = target == null ? null : writer.find(target);
    return named == null ? first() : node(named).reader();
  }

  private Node node(Descriptor message) {
    Descriptor parent = message.getContainingType();
    List<Descriptor> siblings =
        parent == null ? MessageIndexes.messages(writer.file()) : MessageIndexes.messages(parent);
    return (parent == null ? root : node(parent)).child(siblings.indexOf(message));
  }

  /** A message, or the file. */
  final class Node {

    private final @Nullable Descriptor message;
    private final Node[] children;

    /** Benign data race: readers are immutable, and any one of them will do. */
    private @Nullable MessageReader reader;

    private Node(@Nullable Descriptor message, List<Descriptor> nested) {
      this.message = message;
      this.children =
          nested.stream()
              .map(each -> new Node(each, MessageIndexes.messages(each)))
              .toArray(Node[]::new);
    }

    Node child(int index) {
      if (index < 0 || index >= children.length) {
        throw new InvalidValueException(
            "the message index "
                + index
                + " is not in the schema, where "
                + (message == null ? "the file" : message.getFullName())
                + " has "
                + children.length
                + " messages",
            null);
      }
      return children[index];
    }

    MessageReader reader() {
      MessageReader made = reader;
      if (made == null) {
        made = types.reader(message(), target());
        reader = made;
      }
      return made;
    }

    private Descriptor message() {
      Descriptor known = message;
      if (known == null) {
        throw new InvalidValueException("the payload has no message indexes", null);
      }
      return known;
    }

    /** The message of the reader's schema, or of the writer's if there is no reader's. */
    private Descriptor target() {
      Descriptor written = message();
      ProtobufSchema newest = MessageTree.this.reader;
      if (newest == null) {
        return written;
      }
      Descriptor read = newest.find(written.getFullName());
      if (read == null) {
        throw new InvalidSchemaException(
            "the reader's schema has no message " + written.getFullName());
      }
      return read;
    }
  }
}
