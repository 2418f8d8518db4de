// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.json.JsonReadContext;

/**
 * Where a parser is, and which names the objects around it have had: a name that stands twice in
 * one object is refused. Jackson's own detection does the same with a hash set for each object;
 * here all open objects share one {@link NameStack}. For one document.
 */
final class UniqueNames extends JsonReadContext {

  private final UniqueNamesParser parser;

  /** Where the names of this object begin on the stack. */
  private int first;

  private int count;

  private UniqueNames(JsonReadContext parent, UniqueNamesParser parser) {
    super(parent, parent.getNestingDepth() + 1, null, TYPE_ROOT, 1, 0);
    this.parser = parser;
  }

  /** The outermost array of a document. */
  static UniqueNames array(JsonReadContext root, UniqueNamesParser parser, int line, int column) {
    UniqueNames outermost = new UniqueNames(root, parser);
    outermost.reset(TYPE_ARRAY, line, column);
    return outermost;
  }

  /** The outermost object of a document. */
  static UniqueNames object(JsonReadContext root, UniqueNamesParser parser, int line, int column) {
    UniqueNames outermost = new UniqueNames(root, parser);
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

  private UniqueNames child(int type, int line, int column) {
    UniqueNames next = (UniqueNames) _child;
    if (next == null) {
      next = new UniqueNames(this, parser);
      _child = next;
    }
    parser.names().end(next);
    next.reset(type, line, column);
    next.first = first + count;
    next.count = 0;
    return next;
  }

  @Override
  public void setCurrentName(String name) throws JsonParseException {
    _currentName = name;
    NameStack names = parser.names();
    int top = first + count;
    int slot = names.push(name, first, top);
    if (slot >= 0) {
      count++;
    } else if (slot == NameStack.TWICE || !names.crowd(this, first, top).add(name)) {
      throw new JsonParseException(parser, "Duplicate field");
    }
  }
}
