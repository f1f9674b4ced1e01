package cite

import "strconv"

// councilYears gives, for each year, the lowest and the highest number of a
// Council resolution that the Council's own texts date to it. From 2000 on the
// spans follow each other without a hole but one (1652); before, a number
// between two spans may belong to either year, or one between.
var councilYears = []struct{ first, last, year int }{
	{242, 242, 1967}, {338, 338, 1973}, {425, 426, 1978}, {446, 452, 1979}, {465, 478, 1980}, {501, 520, 1982},
	{550, 552, 1984}, {660, 678, 1990}, {686, 716, 1991}, {733, 789, 1992}, {825, 883, 1993}, {918, 955, 1994},
	{978, 1035, 1995}, {1044, 1088, 1996}, {1108, 1144, 1997}, {1147, 1214, 1998}, {1222, 1284, 1999},
	{1285, 1334, 2000}, {1335, 1386, 2001}, {1387, 1454, 2002}, {1455, 1521, 2003}, {1522, 1580, 2004},
	{1581, 1651, 2005}, {1653, 1738, 2006}, {1739, 1794, 2007}, {1795, 1859, 2008}, {1860, 1907, 2009},
	{1908, 1966, 2010}, {1967, 2032, 2011}, {2033, 2085, 2012}, {2086, 2132, 2013}, {2133, 2195, 2014},
	{2196, 2259, 2015}, {2260, 2336, 2016}, {2337, 2397, 2017}, {2398, 2451, 2018}, {2452, 2503, 2019},
	{2504, 2560, 2020}, {2561, 2617, 2021}, {2618, 2671, 2022}, {2672, 2721, 2023}, {2722, 2767, 2024},
	{2768, 2811, 2025}, {2812, 2825, 2026},
}

// The Council's first year, and a year no text will be cited by for long.
const firstYear, lastYear = 1946, 2199

// councilYear gives the span of years in which the Council can have adopted
// its resolution n: one year twice where that is certain.
func councilYear(n int) (from, to int) {
	from, to = firstYear, lastYear
	for _, y := range councilYears {
		switch {
		case n > y.last:
			from = y.year
		case n >= y.first:
			return y.year, y.year
		default:
			return from, y.year
		}
	}
	return from, to
}

// LatestCouncil is the number and the year of the latest resolution of the
// Council that is known here; later ones may have been adopted since.
func LatestCouncil() (number, year int) {
	y := councilYears[len(councilYears)-1]
	return y.last, y.year
}

// council gives the canonical symbol of a Council resolution. year is the one
// printed, 0 when none is. The year printed counts unless the number says
// another; status and detail say what is wrong with it.
func council(n, year int) reading {
	from, to := councilYear(n)
	switch {
	case n == 0:
		return unresolved("0 is no number of a resolution")
	case year == 0 && from == to:
		return resolved(councilSymbol(n, from))
	case year == 0:
		return unresolved("the year of Council resolution " + strconv.Itoa(n) + " is not known")
	case from <= year && year <= to:
		return resolved(councilSymbol(n, year))
	case from == to:
		return wrongYear(councilSymbol(n, from), year)
	default:
		return unresolved("resolution " + strconv.Itoa(n) + " was not adopted in " + strconv.Itoa(year))
	}
}
