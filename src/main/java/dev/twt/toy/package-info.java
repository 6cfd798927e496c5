/**
 * The closed tiny world of the demo: arithmetic questions from a seed, with answers and written steps, and language models
 * of half a million weights that this project's own trainer teaches to be teachers.
 */
package dev.twt.toy;
