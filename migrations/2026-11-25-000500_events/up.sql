-- Events and their places. See `2026-11-25-000100_accounts` for what holds in every table.

CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    place TEXT NOT NULL,
    map_query TEXT NOT NULL,
    who_for TEXT NOT NULL,
    getting_there TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    places INTEGER CHECK (places >= 1),
    state TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES accounts (id),
    revision BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CHECK (ends_at > starts_at)
);
CREATE INDEX events_by_authority ON events (authority_id, state, starts_at);

CREATE TABLE event_places (
    event_id TEXT NOT NULL REFERENCES events (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    state TEXT NOT NULL,
    access_needs TEXT NOT NULL,
    travel_needs TEXT NOT NULL,
    -- The order in which places were asked for: a UUIDv7.
    asked TEXT NOT NULL,
    PRIMARY KEY (event_id, young_person_id)
);
CREATE INDEX event_places_by_person ON event_places (young_person_id);
