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
 * old ones, and only objects of many names get a set.
 */
final class UniqueNames extends JsonReadContext {

  /** Names of one object that are compared one by one. */
  private static final int FEW = 24;

  private static final int ROOT_DEPTH = 0;

  private final JsonParser parser;
  private final Stack stack;
  private @Nullable UniqueNames child;
  private int first;
  private int count;
  private long seen;
  private @Nullable Set<String> many;

  /** The names of all objects that are open. */
  private static final class Stack {
    private @Nullable String[] names = new String[16];
  }

  private UniqueNames(@Nullable UniqueNames parent, JsonParser parser, Stack stack, int depth) {
    super(parent, depth, null, TYPE_ROOT, 1, 0);
    this.parser = parser;
    this.stack = stack;
  }

  static UniqueNames root(JsonParser parser) {
    return new UniqueNames(null, parser, new Stack(), ROOT_DEPTH);
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
      next = new UniqueNames(this, parser, stack, getNestingDepth() + 1);
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
      throw new JsonParseException(parser, "Duplicate field");
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
