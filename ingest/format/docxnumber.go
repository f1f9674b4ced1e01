package format

import (
	"strconv"
	"strings"
)

// The alphabets of automatic numbers, in the order word processors count them.
const (
	russianLetters = "абвгдежзиклмнопрстуфхцчшщыэюя"
	arabicLetters  = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
	heavenlyStems  = "甲乙丙丁戊己庚辛壬癸"
	earthBranches  = "子丑寅卯辰巳午未申酉戌亥"
	circledStems   = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
)

// docxNumber writes n in a number format of WordprocessingML; formats it does
// not know, and numbers that a format has no sign for, come out in digits.
func docxNumber(format string, n int) string {
	if n < 1 || n > 10_000 {
		if format == "decimalZero" && n == 0 {
			return "00"
		}
		return strconv.Itoa(n)
	}
	switch format {
	case "lowerLetter":
		return letters(n)
	case "upperLetter":
		return strings.ToUpper(letters(n))
	case "lowerRoman":
		return roman(n)
	case "upperRoman":
		return strings.ToUpper(roman(n))
	case "decimalZero":
		return strings.Repeat("0", max(0, 2-len(strconv.Itoa(n)))) + strconv.Itoa(n)
	case "ordinal":
		return strconv.Itoa(n) + ordinalEnd(n)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "russianLower":
		return repeated(russianLetters, n)
	case "russianUpper":
		return strings.ToUpper(repeated(russianLetters, n))
	case "arabicAbjad":
		return nth(abjad, n)
	case "arabicAlpha":
		return nth(arabicLetters, n)
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting":
		return chineseNumeral(n, "", "一二三四五六七八九", "十百千", "零")
	case "chineseLegalSimplified":
		return chineseNumeral(n, "壹", "壹贰叁肆伍陆柒捌玖", "拾佰仟", "零")
	case "ideographLegalTraditional", "japaneseLegal":
		return chineseNumeral(n, "壹", "壹貳參肆伍陸柒捌玖", "拾佰仟", "零")
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital":
		return strings.Map(func(r rune) rune { return []rune("〇一二三四五六七八九")[r-'0'] }, strconv.Itoa(n))
	case "ideographTraditional":
		return nth(heavenlyStems, n)
	case "ideographZodiac":
		return nth(earthBranches, n)
	case "ideographEnclosedCircle":
		return nth(circledStems, n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return enclosed('①', 20, n)
	case "decimalEnclosedParen":
		return enclosed('⑴', 20, n)
	case "decimalEnclosedFullstop":
		return enclosed('⒈', 20, n)
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	}
	return strconv.Itoa(n)
}

// nth is the nth letter of an alphabet; a number when it is exhausted.
func nth(alphabet string, n int) string {
	if letters := []rune(alphabet); n <= len(letters) {
		return string(letters[n-1])
	}
	return strconv.Itoa(n)
}

// repeated is the nth letter, doubled after the last one: а, б ... я, аа, бб.
func repeated(alphabet string, n int) string {
	letters := []rune(alphabet)
	return strings.Repeat(string(letters[(n-1)%len(letters)]), (n-1)/len(letters)+1)
}

func enclosed(first rune, count, n int) string {
	if n > count {
		return strconv.Itoa(n)
	}
	return string(first + rune(n-1))
}

func ordinalEnd(n int) string {
	if n%100 >= 11 && n%100 <= 13 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}

// chineseNumeral writes 1 to 9999 in words: 三, 十二, 二十, 一百零五. ten is what
// stands before the ten of 10 to 19, where the form writes anything there.
func chineseNumeral(n int, ten, digits, tens, zero string) string {
	if n > 9999 {
		return strconv.Itoa(n)
	}
	if n >= 10 && n < 20 {
		return ten + string([]rune(tens)[0]) + onesOf(n%10, digits)
	}
	var b strings.Builder
	gap := false
	for place, unit := 3, 1000; place >= 0; place, unit = place-1, unit/10 {
		d := n / unit % 10
		switch {
		case d == 0:
			gap = gap || b.Len() > 0
			continue
		case gap:
			b.WriteString(zero)
		}
		gap = false
		b.WriteString(onesOf(d, digits))
		if place > 0 {
			b.WriteRune([]rune(tens)[place-1])
		}
	}
	return b.String()
}

func onesOf(d int, digits string) string {
	if d == 0 {
		return ""
	}
	return string([]rune(digits)[d-1])
}
