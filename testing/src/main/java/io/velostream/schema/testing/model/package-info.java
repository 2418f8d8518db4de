// SPDX-License-Identifier: Apache-2.0
/** Values of the API for tests: recorded requests, references, versions of registries. */
@NullMarked
package io.velostream.schema.testing.model;

import org.jspecify.annotations.NullMarked;
