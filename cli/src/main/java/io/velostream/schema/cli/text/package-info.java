// SPDX-License-Identifier: Apache-2.0
/** What commands print: text for people, JSON for machines, and exit statuses. */
@NullMarked
package io.velostream.schema.cli.text;

import org.jspecify.annotations.NullMarked;
