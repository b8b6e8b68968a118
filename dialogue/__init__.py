"""What a message does to the conversation: from a reading and the state to the new state and the parts of the reply.

Pure Python between understanding (`nlu`) and the Rasa actions (`actions`): no Rasa, no database, no clock, no words.
"""
