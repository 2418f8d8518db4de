// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a parser is, and which names the objects around it have had: a name that stands twice in
 * one object is refused. Jackson's own detection does the same with a hash set for each object;
 * here the names of all open objects lie on one stack, a word of bits tells most new names from the
 * old ones, and only objects of many names get a set. The whole serves one document after another.
 */
final class UniqueNames extends JsonReadContext {

  /** Names of one object that are compared one by one. */
  private static final int FEW = 24;

  /** Names of all open objects that a used one may have room for, to be used again. */
  private static final int MAX_KEPT = 64;

  private final Stack stack;
  private @Nullable UniqueNames child;
  private int first;
  private int count;
  private long seen;
  private @Nullable Set<String> many;

  /** The names of all objects that are open, and who reads them. */
  private static final class Stack {
    private @Nullable String[] names = new String[16];
    private @Nullable JsonParser parser;
  }

  private UniqueNames(@Nullable UniqueNames parent, Stack stack, int depth) {
    super(parent, depth, null, TYPE_ROOT, 1, 0);
    this.stack = stack;
  }

  /** The root of a document; for one document after the other. */
  static UniqueNames root() {
    return new UniqueNames(null, new Stack(), 0);
  }

  /** Starts a document. */
  UniqueNames open(JsonParser parser) {
    stack.parser = parser;
    reset(TYPE_ROOT, 1, 0);
    return this;
  }

  /** Forgets a document that was read to its end; false when too much is left of it. */
  boolean close() {
    stack.parser = null;
    if (stack.names.length > MAX_KEPT) {
      return false;
    }
    Arrays.fill(stack.names, null);
    return true;
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
    UniqueNames next = child;
    if (next == null) {
      next = new UniqueNames(this, stack, getNestingDepth() + 1);
      child = next;
    }
    next.reset(type, line, column);
    next.first = first + count;
    next.count = 0;
    next.seen = 0;
    next.many = null;
    return next;
  }

  @Override
  public void setCurrentName(String name) throws JsonParseException {
    _currentName = name;
    int hash = name.hashCode();
    long bit = 1L << (hash ^ hash >>> 7);
    boolean isTwice = (seen & bit) != 0 && stands(name);
    if (isTwice) {
      throw new JsonParseException(stack.parser, "Duplicate field");
    }
    seen |= bit;
    add(name);
  }

  private boolean stands(String name) {
    if (many != null) {
      return many.contains(name);
    }
    @Nullable String[] names = stack.names;
    for (int i = first; i < first + count; i++) {
      if (name.equals(names[i])) {
        return true;
      }
    }
    return false;
  }

  private void add(String name) {
    if (many != null) {
      many.add(name);
      return;
    }
    int place = first + count;
    if (place == stack.names.length) {
      stack.names = Arrays.copyOf(stack.names, place * 2);
    }
    stack.names[place] = name;
    count++;
    if (count == FEW) {
      many = new HashSet<>(Arrays.asList(stack.names).subList(first, first + count));
    }
  }
}
