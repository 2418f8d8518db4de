// SPDX-License-Identifier: Apache-2.0
/** Output of the demos: a terminal or a pipe, colours, progress, and the file of the logs. */
@NullMarked
package io.velostream.schema.examples.console;

import org.jspecify.annotations.NullMarked;
