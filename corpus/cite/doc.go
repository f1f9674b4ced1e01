// Package cite knows how works of the United Nations are cited: the grammar of
// symbols, of the places inside a work, and of the mentions in running text.
package cite
