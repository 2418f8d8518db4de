// SPDX-License-Identifier: Apache-2.0
/**
 * What users of the registry get and give: recorded requests, references, versions of registries.
 */
@NullMarked
package io.velostream.schema.testing.model;

import org.jspecify.annotations.NullMarked;
