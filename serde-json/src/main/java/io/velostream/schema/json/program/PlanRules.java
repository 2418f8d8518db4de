// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.util.ArrayList;
import java.util.List;

/** The rules of a plan that is being made. */
final class PlanRules {

  private final List<ScalarRule> scalars = new ArrayList<>();
  private final List<ObjectRules> objects = new ArrayList<>();
  private final List<ArrayRules> arrays = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private boolean isRefused;

  void refuse() {
    isRefused = true;
  }

  boolean isRefused() {
    return isRefused;
  }

  boolean isEmpty() {
    return scalars.isEmpty() && objects.isEmpty() && arrays.isEmpty() && choices.isEmpty();
  }

  List<ScalarRule> scalars() {
    return scalars;
  }

  List<ObjectRules> objects() {
    return objects;
  }

  List<ArrayRules> arrays() {
    return arrays;
  }

  List<Choice> choices() {
    return choices;
  }
}
