// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.model;

import java.util.regex.Pattern;

/** A path with wildcards: {@code *} within one segment, {@code **} across segments. */
record PathPattern(Pattern regex) {

  static PathPattern of(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      if (glob.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else if (glob.charAt(at) == '*') {
        regex.append("[^/]*");
        at++;
      } else {
        int star = glob.indexOf('*', at);
        int end = star < 0 ? glob.length() : star;
        regex.append(Pattern.quote(glob.substring(at, end)));
        at = end;
      }
    }
    return new PathPattern(Pattern.compile(regex.toString()));
  }

  boolean matches(String path) {
    return regex.matcher(path).matches();
  }
}
