"""Filters for what people wrote: in a browser's tab, and as the one letter of somebody without an
icon."""

from django import template

from galleries.views import words

register = template.Library()
register.filter("in_a_tab", words.in_a_tab)
register.filter("initial", words.initial)
