// SPDX-License-Identifier: Apache-2.0
/** The program velostream-schema: its start, and how failures become one sentence and a status. */
@NullMarked
package io.velostream.schema.cli;

import org.jspecify.annotations.NullMarked;
