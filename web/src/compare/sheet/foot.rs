//! The rows below the lines: what belongs to no line, and the costs at the other stages where they differ.

use std::collections::BTreeSet;

use netprice::{Costs, Money};
use netprice_study::analysis::{ByLine, CostGroup};
use yew::prelude::*;

use crate::compare::columns::Column;
use crate::compare::picture::group_name;
use crate::compare::sheet::Sheets;
use crate::compare::words::offers::OfferText;
use crate::kit::number::{at_least, in_cents};

impl Sheets<'_> {
    /// Rows appear only where they say something: a cost that differs from the total above.
    pub(super) fn foot(&self) -> Html {
        let besides: BTreeSet<&CostGroup> = self
            .lines
            .iter()
            .flat_map(|costs| costs.besides.keys())
            .collect();
        html! {
            <tfoot>
                {for besides.into_iter().map(|group| self.besides(group))}
                {self.stage("list", &OfferText::List, |costs| costs.list)}
                {self.stage("contracted", &OfferText::Contracted, |costs| costs.contracted)}
                {self.due()}
                {self.effective_of_csv()}
            </tfoot>
        }
    }

    fn besides(&self, group: &CostGroup) -> Html {
        let cell = |(column, costs): (&Column<'_>, &ByLine<'_>)| {
            let sum = costs.besides.get(group).copied();
            self.figure(column, sum)
        };
        html! {
            <tr key={format!("{group:?}")} class="besides">
                <th key="line" scope="row">{group_name(self.props.language, group)}</th>
                {for self.columns.iter().zip(&self.lines).map(cell)}
            </tr>
        }
    }

    fn stage(
        &self,
        class: &'static str,
        label: &OfferText<'_>,
        of: impl Fn(Costs) -> Money,
    ) -> Html {
        let priced = || self.columns.iter().filter(|column| column.priced.is_some());
        let says_nothing = priced().all(|column| of(column.costs) == column.costs.effective);
        if says_nothing {
            return html! { <></> };
        }
        let cell = |column: &Column<'_>| {
            let cost = column.priced.map(|_| of(column.costs));
            self.figure(column, cost)
        };
        self.row(class, label, self.columns.iter().map(cell).collect())
    }

    fn due(&self) -> Html {
        let due = |column: &Column<'_>| column.priced.and_then(|priced| priced.quote.amount_due);
        let mut priced = self.columns.iter().filter(|column| column.priced.is_some());
        // The rounding of a bill to cents is no difference.
        let says_nothing = priced.all(|column| {
            due(column).is_none_or(|due| in_cents(due) == in_cents(column.costs.effective))
        });
        if says_nothing {
            return html! { <></> };
        }
        let cells = self
            .columns
            .iter()
            .map(|column| self.figure(column, due(column)));
        self.row("billed", &OfferText::Billed, cells.collect())
    }

    /// The total, which stands at the head of each column, as a row of the table that is saved.
    fn effective_of_csv(&self) -> Html {
        let cells = self.columns.iter().map(|column| {
            let cost = column.priced.map(|_| column.costs.effective);
            self.figure(column, cost)
        });
        html! {
            <tr key="effective" class="effective" hidden=true>
                <th key="line" scope="row">{self.props.language.say(&OfferText::Effective)}</th>
                {for cells}
            </tr>
        }
    }

    fn row(&self, class: &'static str, label: &OfferText<'_>, cells: Vec<Html>) -> Html {
        html! {
            <tr key={class} {class}><th key="line" scope="row">{self.props.language.say(label)}</th>{cells}</tr>
        }
    }

    fn figure(&self, column: &Column<'_>, cost: Option<Money>) -> Html {
        let shown = match cost {
            Some(cost) if column.is_complete() => in_cents(cost),
            Some(cost) => self
                .props
                .language
                .say(&OfferText::MoreThan(&in_cents(at_least(cost)))),
            None => "–".to_owned(),
        };
        html! {
            <td key={column.position} class={classes!(self.column_class(column, "number"), (!column.is_complete()).then_some("incomplete"))} data-offer={column.position.to_string()}
                data-exact={cost.map(|cost| cost.to_string())}>{shown}</td>
        }
    }
}
