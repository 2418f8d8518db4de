// SPDX-License-Identifier: Apache-2.0
/** All versions of subjects, from a registry, a folder or memory, and the references among them. */
@NullMarked
package io.velostream.schema.evolution.source;

import org.jspecify.annotations.NullMarked;
