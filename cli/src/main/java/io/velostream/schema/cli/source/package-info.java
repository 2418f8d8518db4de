// SPDX-License-Identifier: Apache-2.0
/** Where schemas are read from: a registry, a folder, or files. */
@NullMarked
package io.velostream.schema.cli.source;

import org.jspecify.annotations.NullMarked;
