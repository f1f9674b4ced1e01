package main

import (
	"fmt"
	"testing"
)

// resolutions writes n made-up resolutions, S/RES/9001 (2099) and on, in the
// form of the official XML, into dir.
func resolutions(t *testing.T, dir string, n int) {
	t.Helper()
	for i := range n {
		number := 9001 + i
		write(t, dir, fmt.Sprintf("S_RES_%d_2099E.xml", number), fmt.Appendf(nil, madeUpResolution, number, number, number, number, number))
	}
}

// fixtureDir is a folder of n made-up resolutions.
func fixtureDir(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	resolutions(t, dir, n)
	return dir
}

const madeUpResolution = `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<statement name="resolution">
<meta><identification source="#DGACM">
<FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unsc/2099-03-03/%d-2099/"/><FRBRdate date="2099-03-03" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRdate date="2099-03-05" name="markup"/></FRBRManifestation>
</identification></meta>
<coverPage>
<p class="upperRight"><docNumber refersTo="#symbol">S/RES/%d (2099)</docNumber></p>
<p><docAuthority refersTo="#issuingBody">Security Council</docAuthority></p>
<p><docDate date="2099-03-03" refersTo="#dateOfIssuance">3 March 2099</docDate></p>
<p><docTitle refersTo="#resolutionNumber">Resolution %d (2099)</docTitle></p>
</coverPage>
<preamble>
<formula name="enactingFormula"><p><span class="italic">The Security Council</span>,</p></formula>
<container name="Recalling"><p><span class="italic">Recalling</span> its earlier words on lantern festivals, number %d of the series,</p></container>
</preamble>
<mainBody>
<paragraph><num>1.</num><content><p><span class="italic">Calls upon</span> Member States to light the paths of lantern festivals, as said in paragraph 2 of resolution 9001 (2099);</p></content></paragraph>
<paragraph><num>2.</num><content><p><span class="italic">Decides</span> to remain seized of matter %d.</p></content></paragraph>
</mainBody>
</statement>
</akomaNtoso>
`
