package ingest

import (
	"fmt"
	"slices"
)

// The made documents: a memorandum of thirteen good practices, a compendium with
// boxes and case studies, a press release. All of it is fiction.
var madeDocuments = []made{oldmarchMemorandum, lampsCompendium, lampsRelease}

var oldmarchMemorandum = made{
	name: "memorandum",
	head: "Oldmarch Memorandum",
	pieces: slices.Concat([]piece{
		{kind: aTitle, text: "Oldmarch Memorandum on Good Practices for the Care of Crowded Squares"},
		{kind: aLead, text: "The Lantern Forum Initiative on Open Squares"},
		{kind: aLead, text: "12 September 2099"},
		{kind: aHeading, level: 1, text: "Background"},
		{kind: aPara, text: "Squares are where towns meet. Keepers of eleven towns came to Oldmarch in the autumn of 2099 and told each other, over three long days, what had kept their squares calm and what had not.¹ Their sec\u00adretariat wrote it down.", note: "The towns are listed in the Almanac of Lanterns, volume 7."},
		{kind: aPara, text: "This memorandum gathers thirteen good practices. None of them is binding, and no keeper is asked to take up all of them at once. In its resolution 9901 (2099) the Council had asked that such practices be collected."},
		{kind: aHeading, level: 1, text: "Good practices"},
		{kind: aHeading, level: 2, text: "A. Knowing the square"},
	}, goodPractices(1, 5), []piece{
		{kind: aHeading, level: 2, text: "B. Working together"},
	}, goodPractices(6, 10), []piece{
		{kind: aHeading, level: 2, text: "C. After the market has closed"},
	}, goodPractices(11, 13), []piece{
		{kind: aHeading, level: 1, text: "Next steps"},
		{kind: aPara, text: "The Forum will meet again when the plane trees have turned, and its secretariat will hear from each keeper which of the practices were tried."},
	}),
}

// goodPractices are the good practices from one number to another.
func goodPractices(from, to int) []piece {
	texts := []struct {
		name  string
		paras []piece
	}{
		{"Walk the square before dawn", []piece{
			{kind: aPara, text: "A square shows its habits while it is empty. Keepers walk it weekly, note what has moved, and ask why it has."}}},
		{"Count the lanterns", []piece{
			{kind: aPara, text: "A written register of lanterns, with the day each was last trimmed, tells a keeper more than a patrol does. It is short, dated, and kept where the next keeper will look for it."}}},
		{"Draw one map for all", []piece{
			{kind: aPara, text: "The same map hangs in the bakery, the school and the watch-house:"},
			{kind: aBullet, text: "it shows every gate that opens;"},
			{kind: aBullet, text: "it shows every gate that does not;"},
			{kind: aBullet, text: "it is drawn anew each spring."}}},
		{"Ask those who sell", []piece{
			{kind: aPara, text: "Sellers see faces daily. A keeper who asks them politely learns of strangers, of broken benches, and of the price of oil."},
			{kind: aPara, text: "What sellers say in confidence is written down without their names."}}},
		{"Think of the smallest visitor", []piece{
			{kind: aPara, text: "Barriers that a child cannot pass are barriers to everyone.¹ Keepers test them with a child, a cart and a wheeled chair before they are set in stone.", note: "See the Handbook of Gates, chapter 3, which nobody has yet printed."}}},
		{"Greet the baker by name", []piece{
			{kind: aPara, text: "Bakers rise early. A keeper known to the baker hears of trouble an hour before anyone else."}}},
		{"Agree who calls whom", []piece{
			{kind: aPara, text: "In a hurry nobody reads. A card with four names, carried by everyone who works on the square, says who calls the watch, who opens the gates, who meets the doctors and who speaks to the crowd."}}},
		{"Rehearse, and laugh about it", []piece{
			{kind: aPara, text: "Two rehearsals a year are enough when they are honest. The second is held in rain."}}},
		{"Share what went wrong", []piece{
			{kind: aPara, text: "Keepers who tell of their mistakes are told of others. The Forum keeps a book of them, without names and without blame."}}},
		{"Pay for the oil together", []piece{
			{kind: aPara, text: "Shops, town and temple each pay a third. Whoever pays also asks whether the lanterns burn."}}},
		{"Close slowly", []piece{
			{kind: aPara, text: "The last hour of a market is its most careless. Keepers dim every second lantern first, and the rest when the carts have gone."}}},
		{"Look again in the morning", []piece{
			{kind: aPara, text: "What was left behind at night is seen at dawn. A keeper who finds a parcel does not open it; she calls the watch."}}},
		{"Write it down", []piece{
			{kind: aPara, text: "A practice that lives in one head dies with it. Each keeper leaves a notebook, and each successor adds a page."}}},
	}
	var out []piece
	for n := from; n <= to; n++ {
		x := texts[n-1]
		out = append(out, piece{kind: aHeading, level: 3, text: fmt.Sprintf("Good Practice %d: %s", n, x.name)})
		out = append(out, x.paras...)
	}
	return out
}

var lampsCompendium = made{
	name:    "compendium",
	head:    "Compendium of practices on harbour lamps",
	columns: true,
	pieces: []piece{
		{kind: aTitle, text: "The Care of Harbour Lamps: A Compendium of Good Practices"},
		{kind: aLead, text: "Second edition"},
		{kind: aHeading, level: 1, text: "Contents"},
		{kind: anEntry, text: "1. Why lamps matter", num: "3"},
		{kind: anEntry, text: "2. Finding weak lamps", num: "3"},
		{kind: anEntry, text: "2.1 Walking the quay", num: "3"},
		{kind: anEntry, text: "3. Working with ships", num: "4"},
		{kind: aHeading, level: 1, num: "1.", text: "Why lamps matter"},
		{kind: aPara, text: "A harbour without lamps is a harbour only by day. Ships wait outside, tempers shorten, and what was a small leak in a hull becomes by morning a matter for the insurers. Those who run harbours have long known this; those who pay for them are told of it here."},
		{kind: aPara, text: "Lamps fail in three ways. They are neglected, they are stolen, or they are put out on purpose. The first is by far the most common, and the cheapest to prevent; the second is a trade; the third is why this com\u00adpendium was written.¹ Readers of the first edition will find that little of this has changed.", note: "The first edition of this compendium appeared in 2091."},
		{kind: aHeading, level: 1, num: "2.", text: "Finding weak lamps"},
		{kind: aPara, text: "No harbour can watch every lamp. It has to choose, and to say how it chose, and to choose again when the channel silts or the ferries move."},
		{kind: aHeading, level: 2, num: "2.1", text: "Walking the quay"},
		{kind: aPara, text: "The oldest method is still the best. Two people who know the quay walk along it at dusk, with a list; a third, who does not, walks behind them and asks questions."},
		{kind: aBox, inner: []piece{
			{kind: aPara, text: "Case study 1: Iceland"},
			{kind: aPara, text: "In a small northern harbour the pilots walk the quay on the first evening of every month. Since they began, no lamp has been dark for longer than two nights."},
		}},
		{kind: aHeading, level: 2, num: "2.2", text: "Asking what would follow"},
		{kind: aPara, text: "Some lamps may fail without harm; others may not. Harbours rank them by what would follow from their failing, not by what they cost."},
		{kind: aHeading, level: 3, num: "2.2.1", text: "Lamps that others lean on"},
		{kind: aPara, text: "A lamp at the fairway leads to every other. Where it fails, the rest are of no use, however well they burn."},
		{kind: aHeading, level: 4, num: "2.2.1.1", text: "Lamps beyond the border"},
		{kind: aPara, text: "A fairway may begin in another country. Its keepers are then asked, early and in writing, to say when they will be away."},
		{kind: aBox, inner: []piece{
			{kind: aPara, text: "Box 1. Questions to ask of a lamp"},
			{kind: aBullet, text: "Who trims it?"},
			{kind: aBullet, text: "Who notices when it is dark?"},
			{kind: aBullet, text: "Who may put it out?"},
		}},
		{kind: aHeading, level: 1, num: "3.", text: "Working with ships"},
		{kind: aPara, text: "Ships see the harbour as no one ashore can. Harbours that ask masters for their view, and that answer them, hear of weak lamps weeks before the quay does."},
		{kind: aBox, inner: []piece{
			{kind: aPara, text: "Case study 2: Kenya"},
			{kind: aPara, text: "Masters are handed a card as they leave, with a drawing of the lamps. They mark those that were dim and drop the card at the next port. Nine in ten come back."},
			{kind: aPara, text: "The cards are read aloud in the harbour office on Fridays."},
		}},
		{kind: aHeading, level: 2, num: "3.1", text: "Saying thanks"},
		{kind: aPara, text: "A harbour that thanks a master by name will be told more. It costs a stamp."},
	},
}

var lampsRelease = made{
	name: "pressrelease",
	head: "Lantern Office press release",
	pieces: []piece{
		{kind: aTitle, text: "Harbour Committee Hears That Most Lamps Fail from Neglect, Not Malice, as Speakers Urge Pilots, Towns to Share Lists"},
		{kind: aLead, text: "Meetings Coverage and Press Releases"},
		{kind: aLead, text: "SC/99901"},
		{kind: aLead, text: "14 April 2099"},
		{kind: aPara, text: "Lamps that nobody trims are the greatest danger to harbours, the Harbour Committee heard today in an open briefing, as speakers from four towns described how lists, walks and plain courtesy had kept their quays lit through two hard winters."},
		{kind: aPara, text: "Opening the briefing, Ada Lindgren, Chair of the Committee, recalled that resolution 9901 (2099) had called for lists to be shared. “A list in a drawer lights nothing,” she said."},
		{kind: aHeading, level: 2, text: "Statements"},
		{kind: aPara, text: "JONAS VALE (Oldmarch) said that his town had walked its quay each month since the spring. It had found forty lamps that no one owned."},
		{kind: aPara, text: "He added that the cost had been less than that of a single collision."},
		{kind: aPara, text: "MARIA OKORO (Newhaven), speaking also for two other towns, asked the Committee to print the lists in all of its languages. Pilots do not read minutes; they read cards."},
		{kind: aHeading, level: 2, text: "Action"},
		{kind: aPara, text: "The Committee then agreed to meet again on 3 May 2099."},
		{kind: aPara, text: "For information media. Not an official record."},
	},
}
