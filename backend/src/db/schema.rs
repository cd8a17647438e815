//! The tables as diesel sees them; the migrations are their source.

diesel::table! {
    authorities (id) {
        id -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        authority_id -> Text,
        handle -> Text,
        password_hash -> Nullable<Text>,
        role -> Text,
        name -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        language -> Text,
        cover_id -> Nullable<Text>,
        back_on -> Nullable<Date>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    young_people (account_id) {
        account_id -> Text,
        authority_id -> Text,
        adviser_id -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    facts (id) {
        id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        from_date -> Date,
        content -> Text,
        not_known -> Text,
        why -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    fact_proposals (id) {
        id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        fact -> Text,
        value -> Nullable<Text>,
        told_at -> Timestamp,
        state -> Text,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        words -> Nullable<Text>,
        facts_id -> Nullable<Text>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        authority_id -> Text,
        account_id -> Text,
        generation -> BigInt,
        renewed_at -> Timestamp,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        device -> Text,
    }
}

diesel::table! {
    allowances (young_person_id, entitlement, period_starts) {
        young_person_id -> Text,
        entitlement -> Text,
        period_starts -> Date,
        authority_id -> Text,
        limit_pence -> Nullable<BigInt>,
        limit_units -> Nullable<BigInt>,
        committed_pence -> BigInt,
        committed_units -> BigInt,
    }
}

diesel::table! {
    payment_requests (id) {
        id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        entitlement -> Text,
        period_starts -> Date,
        amount_pence -> BigInt,
        units -> BigInt,
        agreed_pence -> Nullable<BigInt>,
        reason -> Text,
        pay_by -> Text,
        particulars -> Text,
        state -> Text,
        taken_by -> Nullable<Text>,
        approved_by -> Nullable<Text>,
        authorised_by -> Nullable<Text>,
        payer_allowed_by -> Nullable<Text>,
        signed_off_by -> Nullable<Text>,
        decided_by -> Text,
        challenge -> Nullable<Text>,
        rest_of -> Nullable<Text>,
        needs_manager -> Bool,
        emergency -> Bool,
        receipt_due -> Bool,
        answer_by -> Nullable<Date>,
        pay_on -> Nullable<Date>,
        policy -> Text,
        clauses -> Text,
        facts_id -> Text,
        submitted_at -> Timestamp,
        updated_at -> Timestamp,
        revision -> BigInt,
    }
}

diesel::table! {
    complaints (payment_request_id) {
        payment_request_id -> Text,
        authority_id -> Text,
        state -> Text,
        acknowledge_by -> Date,
        answer_by -> Date,
    }
}

diesel::table! {
    promises (payment_request_id) {
        payment_request_id -> Text,
        authority_id -> Text,
        signed -> Text,
        text -> Text,
    }
}

diesel::table! {
    payment_request_steps (id) {
        id -> Text,
        authority_id -> Text,
        payment_request_id -> Text,
        at -> Timestamp,
        actor_id -> Text,
        actor_role -> Text,
        action -> Nullable<Text>,
        state -> Text,
        words -> Nullable<Text>,
        amount_pence -> Nullable<BigInt>,
        basis -> Nullable<Text>,
    }
}

diesel::table! {
    text_blocks (id) {
        id -> Text,
        authority_id -> Text,
        action -> Text,
        words -> Text,
        changed_by -> Text,
        changed_at -> Timestamp,
        revision -> BigInt,
    }
}

diesel::table! {
    ledger_entries (id) {
        id -> Text,
        transaction_id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        entitlement -> Text,
        period_starts -> Date,
        payment_request_id -> Text,
        account -> Text,
        pence -> BigInt,
        units -> BigInt,
        at -> Timestamp,
        by_id -> Text,
    }
}

diesel::table! {
    payment_runs (id) {
        id -> Text,
        authority_id -> Text,
        state -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        released_by -> Nullable<Text>,
        released_at -> Nullable<Timestamp>,
        revision -> BigInt,
    }
}

diesel::table! {
    payment_run_items (payment_run_id, payment_request_id) {
        payment_run_id -> Text,
        payment_request_id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        pence -> BigInt,
        state -> Text,
        key_id -> Nullable<Text>,
        sealed -> Nullable<Binary>,
        reason -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    hand_overs (id) {
        id -> Text,
        payment_request_id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        signed_for_by -> Text,
        place -> Text,
        by_id -> Text,
        at -> Timestamp,
        reversed_by -> Nullable<Text>,
        reversed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    repayments (id) {
        id -> Text,
        payment_request_id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        pence -> BigInt,
        received_on -> Date,
        reference -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
        reverses -> Nullable<Text>,
        why -> Nullable<Text>,
    }
}

diesel::table! {
    evidence (payment_request_id, name) {
        payment_request_id -> Text,
        name -> Text,
        authority_id -> Text,
        media_type -> Text,
        bytes -> Binary,
        size -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    bank_details (young_person_id) {
        young_person_id -> Text,
        authority_id -> Text,
        key_id -> Text,
        sealed -> Binary,
        given_at -> Timestamp,
        usable_from -> Date,
    }
}

diesel::table! {
    contacts (id) {
        id -> Text,
        authority_id -> Text,
        young_person_id -> Text,
        adviser_id -> Text,
        kind -> Text,
        starts_at -> Timestamp,
        minutes -> Integer,
        place -> Text,
        about -> Text,
        state -> Text,
        young_person_says -> Nullable<Text>,
        moved_from -> Nullable<Timestamp>,
        revision -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    events (id) {
        id -> Text,
        authority_id -> Text,
        title -> Text,
        summary -> Text,
        body -> Text,
        place -> Text,
        map_query -> Text,
        who_for -> Text,
        getting_there -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        places -> Nullable<Integer>,
        state -> Text,
        created_by -> Text,
        revision -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    event_places (event_id, young_person_id) {
        event_id -> Text,
        young_person_id -> Text,
        authority_id -> Text,
        state -> Text,
        access_needs -> Text,
        travel_needs -> Text,
        asked -> Text,
    }
}

diesel::table! {
    notifications (id) {
        id -> Text,
        authority_id -> Text,
        account_id -> Text,
        kind -> Text,
        payload -> Text,
        link -> Text,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    push_subscriptions (id) {
        id -> Text,
        authority_id -> Text,
        account_id -> Text,
        session_id -> Text,
        endpoint -> Text,
        p256dh -> Text,
        auth -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    deliveries (id) {
        id -> Text,
        authority_id -> Text,
        notification_id -> Text,
        channel -> Text,
        push_subscription_id -> Nullable<Text>,
        due_at -> Timestamp,
        leased_until -> Nullable<Timestamp>,
        attempts -> Integer,
        finished_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    idempotency_records (account_id, idempotency_key) {
        account_id -> Text,
        idempotency_key -> Text,
        authority_id -> Text,
        request_hash -> Text,
        status -> Integer,
        answer -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> Text,
        authority_id -> Text,
        at -> Timestamp,
        actor_id -> Text,
        actor_role -> Text,
        what -> Text,
        subject_id -> Text,
        young_person_id -> Nullable<Text>,
        detail -> Text,
    }
}

diesel::table! {
    attendance_weeks (young_person_id, entitlement, week_starts) {
        young_person_id -> Text,
        entitlement -> Text,
        week_starts -> Date,
        authority_id -> Text,
        payment_request_id -> Nullable<Text>,
        words -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(young_people -> accounts (account_id));
diesel::joinable!(facts -> accounts (recorded_by));
diesel::joinable!(fact_proposals -> accounts (decided_by));
diesel::joinable!(accounts -> authorities (authority_id));
diesel::joinable!(complaints -> payment_requests (payment_request_id));
diesel::joinable!(promises -> payment_requests (payment_request_id));
diesel::joinable!(payment_request_steps -> accounts (actor_id));
diesel::joinable!(text_blocks -> accounts (changed_by));
diesel::joinable!(attendance_weeks -> accounts (recorded_by));
diesel::joinable!(attendance_weeks -> payment_requests (payment_request_id));
diesel::joinable!(payment_run_items -> payment_requests (payment_request_id));
diesel::joinable!(payment_run_items -> payment_runs (payment_run_id));
diesel::joinable!(hand_overs -> payment_requests (payment_request_id));
diesel::joinable!(repayments -> accounts (recorded_by));
diesel::joinable!(contacts -> accounts (adviser_id));
diesel::joinable!(event_places -> accounts (young_person_id));
diesel::joinable!(event_places -> events (event_id));
diesel::joinable!(deliveries -> notifications (notification_id));

diesel::allow_tables_to_appear_in_same_query!(
    authorities,
    accounts,
    young_people,
    fact_proposals,
    facts,
    sessions,
    allowances,
    payment_requests,
    complaints,
    promises,
    payment_request_steps,
    attendance_weeks,
    text_blocks,
    ledger_entries,
    payment_runs,
    payment_run_items,
    hand_overs,
    repayments,
    evidence,
    bank_details,
    contacts,
    events,
    event_places,
    notifications,
    push_subscriptions,
    deliveries,
    idempotency_records,
    audit_entries,
);
