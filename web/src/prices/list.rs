//! The rows of the price list: its texts in a language, and its drawing.

use netprice::value::id::BookId;
use netprice_catalog::price_list::{ListedPrice, Name, has_all_words};
use netprice_catalog::{Catalog, CatalogError};
use netprice_study::analysis::old_since;
use yew::prelude::*;

use crate::kit::cite::{cite, decimals};
use crate::kit::number::grouped;
use crate::kit::words::KitText;
use crate::language::Language;
use crate::prices::price_field::PriceField;
use crate::prices::props::PricesProps;
use crate::prices::words::PricesText;

/// A listed price with its texts in a language.
pub(super) struct Row {
    price: ListedPrice,
    provider: String,
    region: String,
    item: String,
    unit: String,
}

/// The rows of the prices of some price books, and of those that are in no price book.
pub(super) fn rows(
    catalog: &Catalog,
    books: &[BookId],
    language: Language,
) -> Result<Vec<Row>, CatalogError> {
    let name = |name: &Name| language.of([&name.en, &name.zh]);
    let row = |price: ListedPrice| Row {
        provider: name(&price.provider),
        region: name(&price.region),
        item: language.say(&PricesText::Item(&price.item)),
        unit: language.say(&PricesText::UnitOf(&price.unit)),
        price,
    };
    let prices = catalog.price_list(books)?;
    Ok(prices.into_iter().map(row).collect())
}

impl Row {
    /// Whether the row is of a price book (any if the name is empty) and has all words of a search.
    pub(super) fn is_found(&self, book: &str, search: &str) -> bool {
        let own = self.price.tier.as_ref().map(|tier| tier.book.as_str());
        if !book.is_empty() && own != Some(book) {
            return false;
        }
        let published = self.price.published.as_ref();
        let texts = [
            self.provider.as_str(),
            &self.region,
            &self.item,
            &self.unit,
            published.map_or("", |published| &published.source),
            own.unwrap_or_default(),
        ];
        has_all_words(&texts, search)
    }

    /// Draws the row.
    pub(super) fn draw(&self, props: &PricesProps) -> Html {
        let Row {
            price: listed,
            provider,
            region,
            item,
            unit,
        } = self;
        let language = props.language;
        let published = listed.published.as_ref();
        let note = published.and_then(|published| published.note.as_deref());
        let note = note.map(|note| language.note(&props.catalog, note));
        let source = published.map(|published| language.note(&props.catalog, &published.source));
        let source: Vec<String> = source.into_iter().chain(note).collect();
        let date = published.map(|published| language.short_date(published.as_of));
        let old = published.and_then(|published| old_since(published.as_of, props.today));
        let old = old.map(|months| language.say(&PricesText::Stale(months)));
        let hours = listed
            .hours
            .map(|hours| language.say(&PricesText::Hours(hours)));
        let price = listed.price.map(|price| price.to_string());
        let hours_key = hours.as_deref().unwrap_or_default();
        let key = format!("{provider} {item} {} {hours_key}", listed.from);
        html! {
            <tr {key}>
                <th scope="row">{provider}{" "}<span class="where">{region}</span></th>
                <td>{item}</td>
                <td>{self.tier(language)}{" "}{hours}</td>
                <td>{unit}</td>
                <td class="number" data-exact={price}>{self.price(props)}{" "}<small>{listed.currency.to_string()}</small></td>
                <td>{date}{" "}<small class="old">{old}</small></td>
                <td class="source">{cite(source.join(" "))}</td>
            </tr>
        }
    }

    fn tier(&self, language: Language) -> String {
        let from = &grouped(&self.price.from.to_string());
        match self.price.up_to {
            None if self.price.from.is_zero() => String::new(),
            None => language.say(&KitText::TierAbove(from)),
            Some(up_to) => language.say(&KitText::TierTo {
                from,
                up_to: &grouped(&up_to.to_string()),
            }),
        }
    }

    /// The price; a field where the reader can type another one.
    fn price(&self, props: &PricesProps) -> Html {
        match (&self.price.tier, self.price.price) {
            (Some(tier), price) => html! {
                <PriceField
                    language={props.language}
                    item={self.item.clone()}
                    tier={tier.clone()}
                    {price}
                    overrides={props.overrides.clone()}
                    catalog={props.catalog.clone()}
                    today={props.today}
                    onedit={props.onedit.clone()}
                />
            },
            (None, Some(price)) => {
                let price = grouped(&price.to_string());
                html! { <span class={decimals(&price)}>{price}</span> }
            }
            (None, None) => html! { {props.language.say(&PricesText::NotKnown)} },
        }
    }
}
