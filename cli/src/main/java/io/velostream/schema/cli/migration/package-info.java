// SPDX-License-Identifier: Apache-2.0
/** The copying of schemas between registries, with their ids and versions. */
@NullMarked
package io.velostream.schema.cli.migration;

import org.jspecify.annotations.NullMarked;
