//! The parts of the view that are loaded when they are first shown.

use crate::compare::bill::Bill;
use crate::compare::books_view::{Books, BooksProps};
use crate::compare::break_even::BreakEven;
use crate::compare::by_service::ByService;
use crate::compare::cell::{Cell, CellProps};
use crate::compare::line_form::{LineFormProps, LineFormView};
use crate::compare::load_view::Load;
use crate::compare::problems::{Problems, ProblemsProps};
use crate::compare::props::SectionProps;
use crate::compare::sensitivity::Sensitivity;
use crate::compare::steps::Steps;
use crate::compare::steps_props::StepsProps;
use crate::compare::terms::Terms;
use crate::compare::terms_props::TermsProps;
use crate::kit::part::parts;

parts! {
    /// The steps of a quote.
    StepsPart in details by load_steps: Steps of StepsProps;
    /// What a line costs at an offer, and why.
    CellPart in details by load_cell: Cell of CellProps;
    /// The form of a line.
    LineFormPart in details by load_line_form: LineFormView of LineFormProps;
    /// The terms of a contract.
    TermsPart in details by load_terms: Terms of TermsProps;
    /// The choice of the offers.
    BooksPart in details by load_books: Books of BooksProps;
    /// The cost by service.
    ByServicePart in details by load_by_service: ByService of SectionProps;
    /// The sensitivity.
    SensitivityPart in details by load_sensitivity: Sensitivity of SectionProps;
    /// The break-even chart.
    BreakEvenPart in details by load_break_even: BreakEven of SectionProps;
    /// A bill beside the offers.
    BillPart in prices by load_bill: Bill of SectionProps;
    /// How much of a load to commit.
    LoadPart in details by load_load: Load of SectionProps;
    /// The problems of the study as a whole.
    ProblemsPart in keep by load_problems: Problems of ProblemsProps;
}
