// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.json.JsonReadContext;

/**
 * A read context that rejects duplicate keys. Jackson's own detection uses a hash set per object;
 * here all open objects share one {@link PropertyNameStack}. Single use per document.
 */
final class DuplicateKeyReadContext extends JsonReadContext {

  private final DuplicateKeyDetectingParser parser;

  /** The position of the first name of this object on the stack. */
  private int first;

  private int count;

  private DuplicateKeyReadContext(JsonReadContext parent, DuplicateKeyDetectingParser parser) {
    super(parent, parent.getNestingDepth() + 1, null, TYPE_ROOT, 1, 0);
    this.parser = parser;
  }

  /** The outermost array of a document. */
  static DuplicateKeyReadContext array(
      JsonReadContext root, DuplicateKeyDetectingParser parser, int line, int column) {
    DuplicateKeyReadContext outermost = new DuplicateKeyReadContext(root, parser);
    outermost.reset(TYPE_ARRAY, line, column);
    return outermost;
  }

  /** The outermost object of a document. */
  static DuplicateKeyReadContext object(
      JsonReadContext root, DuplicateKeyDetectingParser parser, int line, int column) {
    DuplicateKeyReadContext outermost = new DuplicateKeyReadContext(root, parser);
    outermost.reset(TYPE_OBJECT, line, column);
    return outermost;
  }

  @Override
  public JsonReadContext createChildArrayContext(int line, int column) {
    return child(TYPE_ARRAY, line, column);
  }

  @Override
  public JsonReadContext createChildObjectContext(int line, int column) {
    return child(TYPE_OBJECT, line, column);
  }

  private DuplicateKeyReadContext child(int type, int line, int column) {
    DuplicateKeyReadContext next = (DuplicateKeyReadContext) _child;
    if (next == null) {
      next = new DuplicateKeyReadContext(this, parser);
      _child = next;
    }
    parser.names().endObject(next);
    next.reset(type, line, column);
    next.first = first + count;
    next.count = 0;
    return next;
  }

  @Override
  public void setCurrentName(String name) throws JsonParseException {
    _currentName = name;
    PropertyNameStack names = parser.names();
    int top = first + count;
    int slot = names.push(name, first, top);
    if (slot >= 0) {
      count++;
    } else if (slot == PropertyNameStack.DUPLICATE
        || !names.overflowNames(this, first, top).add(name)) {
      throw new JsonParseException(parser, "Duplicate field");
    }
  }
}
