// SPDX-License-Identifier: Apache-2.0
/**
 * The contents of the registry: contexts, subjects, versions, settings, schema types, references.
 */
@NullMarked
package io.velostream.schema.testing.store;

import org.jspecify.annotations.NullMarked;
