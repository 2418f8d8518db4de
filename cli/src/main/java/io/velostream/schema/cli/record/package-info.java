// SPDX-License-Identifier: Apache-2.0
/** Records as JSON, with the schema that their frame names. */
@NullMarked
package io.velostream.schema.cli.record;

import org.jspecify.annotations.NullMarked;
