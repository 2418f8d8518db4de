// SPDX-License-Identifier: Apache-2.0
/** Completion of the command line in shells. */
@NullMarked
package io.velostream.schema.cli.completion;

import org.jspecify.annotations.NullMarked;
