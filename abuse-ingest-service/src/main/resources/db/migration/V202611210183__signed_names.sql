-- Names are paged through by code points, whatever the collation of the database.
CREATE INDEX registration_signed ON registration (sponsor, name COLLATE "C") WHERE signed;
COMMENT ON INDEX registration_signed IS 'The signed names of a registrar, for their listing';
